/// Why a server could not start or go on.
public enum ServerError: Error, Sendable, CustomStringConvertible {
    /// The folder for recordings cannot be used, with the system's reason.
    case recordings(folder: String, reason: String)
    /// The certificate or its key cannot be used, for this reason.
    case certificate(String)
    /// What is no origin.
    case badOrigin(String)
    /// What is no address or range of addresses.
    case badProxy(String)

    /// One sentence with the remedy.
    public var description: String {
        switch self {
        case .recordings(let folder, let reason):
            "cannot write recordings to \(folder): \(reason); pass --record with another folder, "
                + "or --no-record"
        case .certificate(let reason): reason
        case .badOrigin(let text):
            "\(text) is no origin; pass scheme and host, such as https://example.org"
        case .badProxy(let text):
            "\(text) is no address; pass one such as 10.0.0.7, or a range such as 10.0.0.0/8"
        }
    }
}
