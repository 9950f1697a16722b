/// What is wrong with the form of a head; lines count from 1.
public enum HeadFault: Error, Equatable, Sendable {
    /// The head has more bytes than `limit`.
    case tooLong(limit: Int)
    /// The head has more header fields than `limit`.
    case tooManyHeaders(limit: Int)
    /// A line ends with a line feed alone.
    case bareLineFeed(line: Int)
    /// The request line or status line is not one.
    case badStartLine
    /// A header line starts with a space or a tab (RFC 9112 §5.2).
    case foldedLine(line: Int)
    /// A space or a tab stands before the colon (RFC 9112 §5.1).
    case spaceBeforeColon(line: Int)
    /// A header line has no colon.
    case missingColon(line: Int)
    /// A field name is empty or has a byte that is no token character.
    case badName(line: Int)
    /// A field value has a control character, which is `byte`.
    case badValue(line: Int, byte: UInt8)
}

extension HeadFault: CustomStringConvertible {
    /// One sentence with the remedy.
    public var description: String {
        switch self {
        case .tooLong(let limit):
            "the head is longer than \(limit) bytes; send fewer or shorter headers"
        case .tooManyHeaders(let limit):
            "the head has more than \(limit) headers; send fewer"
        case .bareLineFeed(let line):
            "line \(line) ends with a bare line feed; end lines with CR LF"
        case .badStartLine:
            "the first line is malformed; send method, target and version with one space between"
        case .foldedLine(let line):
            "line \(line) continues the line before it; send every header on one line"
        case .spaceBeforeColon(let line):
            "line \(line) has a space before the colon; remove it"
        case .missingColon(let line):
            "line \(line) has no colon; send headers as name: value"
        case .badName(let line):
            "line \(line) has a malformed header name; use letters, digits and hyphens"
        case .badValue(let line, let byte):
            "line \(line) has the control character \(byte) in its value; remove it"
        }
    }
}
