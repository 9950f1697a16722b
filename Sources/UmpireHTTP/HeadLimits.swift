/// How large the head of a request or a response may be.
public struct HeadLimits: Sendable, Equatable {
    /// Bytes from the first of the start line to the last of the empty line; one more is refused.
    public var maxBytes: Int
    /// Header fields; one more is refused.
    public var maxHeaders: Int

    /// Limits that fit every browser's upgrade request.
    public init(maxBytes: Int = 8_192, maxHeaders: Int = 64) {
        self.maxBytes = maxBytes
        self.maxHeaders = maxHeaders
    }
}
