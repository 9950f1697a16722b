/// Why a server could not start or go on.
public enum ServerError: Error, Sendable, CustomStringConvertible {
    /// The folder for recordings cannot be used, with the system's reason.
    case recordings(folder: String, reason: String)

    /// One sentence with the remedy.
    public var description: String {
        switch self {
        case .recordings(let folder, let reason):
            "cannot write recordings to \(folder): \(reason); pass --record with another folder, "
                + "or --no-record"
        }
    }
}
