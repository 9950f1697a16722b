/// The close codes of RFC 6455 §7.4 and its registry.
public enum CloseCode {
    /// The conversation has done its work.
    public static let normal: UInt16 = 1_000
    /// The server stops or the page is left.
    public static let goingAway: UInt16 = 1_001
    /// The peer broke the protocol.
    public static let protocolError: UInt16 = 1_002
    /// A kind of message that is not taken here.
    public static let wrongType: UInt16 = 1_003
    /// A close frame without a code; never sent.
    public static let none: UInt16 = 1_005
    /// The connection ended without a close frame; never sent.
    public static let abnormal: UInt16 = 1_006
    /// A text with invalid UTF-8.
    public static let invalidText: UInt16 = 1_007
    /// A rule of this server was broken.
    public static let policy: UInt16 = 1_008
    /// A message above the limit.
    public static let tooBig: UInt16 = 1_009
    /// The server failed.
    public static let internalError: UInt16 = 1_011
    /// The server restarts; come back.
    public static let restart: UInt16 = 1_012
    /// The server is full; try later.
    public static let tryLater: UInt16 = 1_013

    /// Whether a close frame may carry `code`: 1000–1003, 1007–1014 and 3000–4999.
    public static func isAllowed(_ code: UInt16) -> Bool {
        switch code {
        case 1_000...1_003, 1_007...1_014, 3_000...4_999: true
        default: false
        }
    }
}
