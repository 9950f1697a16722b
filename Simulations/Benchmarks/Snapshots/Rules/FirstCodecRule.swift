import UmpireState

/// This project's first codec, counted: bits for what changed, short differences, no statistics.
///
/// A bit for a table that did not change. Else a bit for each old row, and another for one that
/// changed or is gone; a changed row is a bit for each field and the fields. A field of more than
/// six bits is a bit and either half of its bits, for a small difference, or all. New rows are
/// counted in groups of five bits, and are 16 bits of id and all fields.
struct FirstCodecRule: Rule {
    let name = "first-codec"
    private static let rawBits = 6

    private let bits: [[Int]]
    private let scalarBits: [Int]

    init(_ shape: WorldShape) {
        bits = shape.tables.map { $0.plan.fields.map(\.bits) }
        scalarBits = shape.scalars.fields.map(\.bits)
    }

    func bytes(of now: Snapshot, against baseline: Snapshot) -> Int {
        var total = 1
        if now.scalars != baseline.scalars {
            total += scalarBits.count
            for (column, bits) in scalarBits.enumerated() {
                total += FirstCodecRule.count(now.scalars[column], baseline.scalars[column], bits)
            }
        }
        for table in now.tables.indices {
            total += count(now.tables[table], against: baseline.tables[table], bits[table])
        }
        return (total + 7) / 8
    }

    private func count(_ now: TableRows, against old: TableRows, _ bits: [Int]) -> Int {
        guard now != old else { return 1 }
        var total = 1
        var new = 0
        now.compare(with: old) { change in
            switch change {
            case .new: new += 1
            case .gone: total += 2
            case .stays(_, let next, let past):
                let changed = now.changedColumns(next, from: old, past)
                total += changed.isEmpty ? 1 : 2 + bits.count
                for column in changed {
                    total += FirstCodecRule.count(
                        now.words[next * now.width + column],
                        old.words[past * old.width + column], bits[column])
                }
            }
        }
        let groups = max(1, (Int.bitWidth - new.leadingZeroBitCount + 3) / 4)
        return total + 5 * groups + new * (16 + bits.reduce(0, +))
    }

    private static func count(_ word: UInt32, _ before: UInt32, _ bits: Int) -> Int {
        guard word != before else { return 0 }
        guard bits > rawBits else { return bits }
        let step = word &- before
        let folded = (step << 1) ^ (step >> 31 == 0 ? 0 : .max)
        return 1 + (folded >> UInt32(bits / 2) == 0 ? bits / 2 : bits)
    }
}
