/// What the server answers to a handshake, and what was agreed on with it.
public struct AcceptedHandshake: Sendable, Equatable {
    /// The bytes of the 101 answer.
    public let response: [UInt8]
    /// How messages may be compressed; nil if not at all.
    public let compression: CompressionAgreement?
}
