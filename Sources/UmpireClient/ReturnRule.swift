/// What a client does about the end of a connection, by its close code: the article *Protocol*.
enum ReturnRule: Equatable, Sendable {
    /// Not at all: the same would happen again, or somebody wanted it.
    case never
    /// Without waiting.
    case atOnce
    /// After a wait that doubles.
    case backOff
    /// After the longest wait.
    case later
    /// After a wait, without the token.
    case afresh

    /// The rule for a close code; nil is a connection that broke without one.
    init(closeCode: UInt16?) {
        switch closeCode {
        case 1000, 1002, 1003, 1007, 1008, 1009, 4409, 4422, 4426: self = .never
        case 1012: self = .atOnce
        case 1001, 1013, 4429: self = .later
        case 4403, 4500: self = .afresh
        default: self = .backOff
        }
    }
}
