/// Two schemas do not fit: the client must be updated.
public struct SchemaMappingFault: Error, Equatable, Sendable {
    /// All that is missing, in the order of the client's schema; never empty.
    public let gaps: [SchemaMappingGap]
}
