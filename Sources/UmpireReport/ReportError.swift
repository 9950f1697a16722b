/// Why a `report.json` cannot be read.
public enum ReportError: Error, Equatable, Sendable, CustomStringConvertible {
    /// More bytes than are read.
    case tooLarge(bytes: Int)
    /// Not JSON, at this byte.
    case malformed(byte: Int)
    /// A version that is not read here; nil: there is none.
    case version(Int?)
    /// A member is not there or is of another kind, by its path.
    case missing(String)

    /// The most bytes that are read: a day of seconds needs a third of them.
    public static let greatestSize = 32_000_000

    /// One sentence with the remedy.
    public var description: String {
        switch self {
        case .tooLarge(let bytes):
            "the report has \(Quantity.bytes(Double(bytes))), at most "
                + "\(Quantity.bytes(Double(ReportError.greatestSize))) are read; "
                + "name a report.json that a run of bots wrote"
        case .malformed(let byte):
            "the report is no JSON at byte \(byte); name a report.json that a run of bots wrote"
        case .version(nil):
            "the report has no \"version\"; name a report.json that a run of bots wrote"
        case .version(let version?):
            "the report has version \(version), this program reads version \(RunReport.version); "
                + "read it with the program that wrote it, or run the scenario again"
        case .missing(let path):
            "the report has no \(path) that can be read; run the scenario again to write it anew"
        }
    }
}
