public import UmpireGame

/// What may be chosen for a server.
public struct ServerConfiguration: Sendable {
    /// The address to listen on; `::` is every address of both kinds.
    public var host = "::"
    /// The port, 0…65535; 0 takes any free one.
    public var port = 7777
    /// Loops, each a thread with rooms of its own, 1…32.
    public var loops = 1
    /// Bots a match is filled up with; nil: all free seats, 0: none.
    public var bots: Int?
    /// The folder for recordings, which is made when it is missing; nil: no recording.
    public var recordings: String?
    /// Files of the page, by path; they replace built-in ones.
    public var page: [PageFile] = []

    /// The defaults.
    public init() {}
}
