/// Status and header fields of an answer, as a client reads them.
public struct ResponseHead: Sendable, Equatable {
    /// The status, 100…999.
    public var status: Int
    /// The header fields in the order of arrival.
    public var headers: HeaderFields

    /// A head of these parts.
    public init(status: Int, headers: HeaderFields) {
        self.status = status
        self.headers = headers
    }
}
