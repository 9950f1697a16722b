/// A message that is not obeyed; the connection stays open.
public struct Refusal: Error, Equatable, Sendable {
    /// Why, for programs.
    public enum Code: String, Sendable, CaseIterable {
        case badJSON, badMessage, unknownType, wrongPhase, noSuchRoom, roomFull, serverFull
        case tooManyRooms, tooManyResyncs
    }

    /// The type of the refused message, or empty.
    public let message: String
    /// Why, for programs.
    public let code: Code
    /// Why, for people: one sentence with the remedy.
    public let remedy: String

    /// A refusal of the message with type `message`.
    public init(of message: String, _ code: Code, _ remedy: String) {
        self.message = message
        self.code = code
        self.remedy = remedy
    }
}
