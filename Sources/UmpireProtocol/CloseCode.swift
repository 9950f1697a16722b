/// The WebSocket close codes that the server sends, RFC 6455 §7.4.1 and our own from 4400 on.
public enum CloseCode: UInt16, Sendable, CaseIterable, BitwiseCopyable {
    case normal = 1000
    case goingAway = 1001
    case protocolError = 1002
    case wrongType = 1003
    case badUTF8 = 1007
    case policy = 1008
    case tooBig = 1009
    case internalError = 1011
    case restart = 1012
    case tryLater = 1013
    case forbidden = 4403
    case handshakeTimeout = 4408
    case superseded = 4409
    case invalidInput = 4422
    case updateNeeded = 4426
    case tooManyMessages = 4429
    case slowReader = 4430
    case quarantined = 4500

    /// One sentence for the close frame, at most 123 bytes.
    public var reason: String {
        switch self {
        case .normal: "bye"
        case .goingAway: "the server is going away; come back later"
        case .protocolError: "the frame breaks RFC 6455"
        case .wrongType: "this frame type is not taken here"
        case .badUTF8: "the text is not UTF-8"
        case .policy: "a limit was exceeded"
        case .tooBig: "the message is too big"
        case .internalError: "the server failed"
        case .restart: "the server restarts; return with your resume token"
        case .tryLater: "the server is full; try later"
        case .forbidden: "the resume token is wrong, used or expired; say hello without it"
        case .handshakeTimeout: "no hello came within 5 seconds"
        case .superseded: "another connection took over with your resume token"
        case .invalidInput: "an input frame was invalid, or too many messages were refused"
        case .updateNeeded: "this protocol version is not spoken here; reload or update"
        case .tooManyMessages: "too many messages, returns or wrong room codes; wait a little"
        case .slowReader: "the connection reads too slowly; return with your resume token"
        case .quarantined: "the match took too long to compute and was ended; join another room"
        }
    }
}
