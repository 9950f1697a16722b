/// The report as one aligned table.
struct ResultTable: CustomStringConvertible {
    let description: String

    init(_ rows: [ResultRow]) {
        var lines = [ResultTable.titles(rows.first)]
        for row in rows { lines.append(ResultTable.cells(row)) }
        let count = lines.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        description = lines.map { line in
            zip(line.indices, line).map { column, cell in
                let blank = String(repeating: " ", count: widths[column] - cell.count)
                // Names to the left, numbers to the right.
                return column < 3 ? cell + blank : blank + cell
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private static func titles(_ row: ResultRow?) -> [String] {
        ["workload", "baseline", "mode", "bytes", "kbps", "of rival"]
            + (row?.rules.map(\.name) ?? [])
            + ["encode ns", "decode ns", "keyframe", "32 shared ns", "32 separate ns"]
    }

    private static func cells(_ row: ResultRow) -> [String] {
        [
            row.workload.name, row.baseline, row.mode.rawValue,
            row.bytesPerSnapshot.text(1), row.kbps(row.bytesPerSnapshot).text(1),
            (row.shareOfRival * 100).text(1) + " %",
        ] + row.rules.map { row.mean($0.bytes).text(0) } + [
            row.measurement.encodeNanoseconds.text(0), row.measurement.decodeNanoseconds.text(0),
            row.keyframeBytes.text(0), row.sharedNanoseconds.text(0),
            row.separateNanoseconds.text(0),
        ]
    }
}

extension Double {
    /// The number with this many decimals, as text.
    func text(_ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let whole = Int((self * scale).rounded())
        guard decimals > 0 else { return "\(whole)" }
        let digits = "\(whole.magnitude % UInt(scale))"
        let zeros = String(repeating: "0", count: decimals - digits.count)
        return "\(whole < 0 ? "-" : "")\(whole.magnitude / UInt(scale)).\(zeros)\(digits)"
    }
}
