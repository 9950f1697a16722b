/// The report as a JSON list of rows, one a line.
struct ResultJSON: CustomStringConvertible {
    let description: String

    init(_ rows: [ResultRow]) {
        description = "[\n" + rows.map(ResultJSON.object).joined(separator: ",\n") + "\n]"
    }

    private static func object(_ row: ResultRow) -> String {
        let measurement = row.measurement
        var members = [
            ("workload", quoted(row.workload.name)),
            ("baseline", quoted(row.baseline)),
            ("mode", quoted(row.mode.rawValue)),
            ("bytesPerSnapshot", row.bytesPerSnapshot.text(2)),
            ("kbps", row.kbps(row.bytesPerSnapshot).text(2)),
            ("encodeNanoseconds", measurement.encodeNanoseconds.text(0)),
            ("decodeNanoseconds", measurement.decodeNanoseconds.text(0)),
            ("snapshots", "\(measurement.snapshots)"),
            ("snapshotsPerSecond", "\(row.workload.rate)"),
            ("shareOfRival", row.shareOfRival.text(4)),
            ("keyframeBytes", row.keyframeBytes.text(1)),
            ("sharedBy32Nanoseconds", row.sharedNanoseconds.text(0)),
            ("separateFor32Nanoseconds", row.separateNanoseconds.text(0)),
        ]
        let others = row.rules.map { "\(quoted($0.name)):\(row.mean($0.bytes).text(2))" }
        members.append(("otherRulesBytes", "{\(others.joined(separator: ","))}"))
        return "{" + members.map { "\(quoted($0)):\($1)" }.joined(separator: ",") + "}"
    }

    /// A file may be called anything.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
