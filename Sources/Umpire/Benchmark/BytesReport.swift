import UmpireState

/// The bytes of some frames by table and field, for people.
struct BytesReport {
    /// What a field, or whatever else bits are for, takes of the bytes.
    struct Share {
        /// "table.field", as in the schema.
        let name: String
        /// Its index in `FieldBits.parts`.
        let part: Int
        let bytes: Int
    }

    /// What a doubled step would come to.
    struct Advice {
        let share: Share
        let step: Double
        let doubledStep: Double
        let isTurn: Bool
        /// Bytes of all frames, with that field's step doubled.
        let bytes: Int
    }

    /// All parts, largest first; their bytes add up to all bytes.
    let shares: [Share]
    let bytes: Int
    /// Bytes of the same frames without training; nil when `bytes` are without it.
    let untrainedBytes: Int?
    let frames: Int
    private(set) var advice: [Advice] = []

    /// Shares of `bytes`, which are those of the frames that were added to `fields`.
    init(_ fields: FieldBits, bytes: Int, untrainedBytes: Int?, frames: Int) {
        self.bytes = bytes
        self.untrainedBytes = untrainedBytes
        self.frames = frames
        let parts = fields.parts.enumerated().sorted { $0.element.bits > $1.element.bits }
        var shares: [Share] = []
        var bits = 0
        var given = 0
        for (place, (index, part)) in parts.enumerated() {
            bits += part.bits
            // Rounded as a running sum, so that nothing is lost; the last has what is left.
            let end = place == parts.count - 1 ? bytes : min((bits + 4) / 8, bytes)
            shares.append(
                Share(name: "\(part.table).\(part.field)", part: index, bytes: end - given))
            given = end
        }
        self.shares = shares
    }

    /// Takes note of how many bytes the frames have with a coarser field.
    mutating func add(_ coarser: CoarserField, at index: Int, bytes: Int) {
        advice.append(
            Advice(
                share: shares[index], step: coarser.step, doubledStep: coarser.doubledStep,
                isTurn: coarser.isTurn, bytes: bytes))
    }

    /// The table, of what is at least 1 % of the bytes, and a sentence for each doubled step.
    var lines: [String] {
        let shown = shares.filter { $0.bytes * 100 >= bytes && $0.bytes > 0 }
        let rest = bytes - shown.reduce(0) { $0 + $1.bytes }
        var rows = shown.map { ($0.name, $0.bytes) }
        if rest > 0 { rows.append(("the rest", rest)) }
        rows.append(("all", bytes))
        let width = rows.map(\.0.count).max() ?? 0
        let table = rows.map { name, count in
            let space = String(repeating: " ", count: width - name.count)
            return "  \(name)\(space)\(Column(count, 10))\(Column("\(percent(count)) %", 8))"
        }
        return [head] + table + advice.map(sentence)
    }

    private var head: String {
        let each = Figure(Double(bytes) / Double(max(1, frames)))
        let tables = untrainedBytes.map {
            "trained tables (\(Figure(Double($0) / Double(max(1, frames)))) untrained)"
        }
        return "Bytes of \(frames) frames to one client, \(each) a frame with "
            + (tables ?? "untrained tables, since interest hides entities") + ":"
    }

    private func sentence(_ advice: Advice) -> String {
        "\(advice.share.name) is \(percent(advice.share.bytes)) % of the bytes; "
            + "step \(advice.step) → \(advice.doubledStep)\(advice.isTurn ? " turns" : "") "
            + "saves \(saving(bytes - advice.bytes))"
    }

    /// In percent, or in tenths where that is less than one.
    private func saving(_ saved: Int) -> String {
        let tenths = Int((Double(saved) * 1_000 / Double(max(1, bytes))).rounded())
        if tenths <= 0 { return "nothing" }
        return tenths < 10 ? "0.\(tenths) %" : "\(percent(saved)) %"
    }

    private func percent(_ part: Int) -> Int {
        Int((Double(part) * 100 / Double(max(1, bytes))).rounded())
    }
}
