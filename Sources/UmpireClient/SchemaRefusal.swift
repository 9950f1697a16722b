public import UmpireState

/// Why a client cannot play on a server of another version: "update needed", close code 4426.
public enum SchemaRefusal: Error, Equatable, Sendable {
    /// The server's schema cannot be read.
    case unreadable(SchemaTextFault)
    /// It does not have, or not in a way that can be shown, what this client needs.
    case missing([SchemaMappingGap])

    /// Bytes of the reason in a close frame, RFC 6455 §5.5.
    private static let maxReasonBytes = 123

    /// One sentence for the close frame and for people, at most 123 bytes; it names what is
    /// missing, as much as there is room for.
    public var reason: String {
        let whole =
            switch self {
            case .unreadable: "update needed: the server's schema cannot be read"
            case .missing(let gaps):
                // What does not fit is not even written down.
                "update needed: " + gaps.prefix(16).map(\.description).joined(separator: ", ")
            }
        guard whole.utf8.count > SchemaRefusal.maxReasonBytes else { return whole }
        var cut = ""
        for scalar in whole.unicodeScalars {
            guard cut.utf8.count + scalar.utf8.count <= SchemaRefusal.maxReasonBytes - 3 else {
                break
            }
            cut.unicodeScalars.append(scalar)
        }
        return cut + "…"
    }
}
