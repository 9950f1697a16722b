/// One header field; its name is lowercase.
public struct HeaderField: Sendable, Equatable {
    /// The name, in lowercase.
    public let name: String
    /// The value without the spaces and tabs around it.
    ///
    /// Bytes that are not UTF-8 have become U+FFFD.
    public let value: String

    /// A field; `name` is kept as it is given, so give it in lowercase.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
