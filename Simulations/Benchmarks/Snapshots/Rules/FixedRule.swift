import UmpireState

/// Fixed bit packing, as a careful developer writes it by hand.
///
/// For each table how many entities changed, are new and are gone (12 bits each); for each one that
/// changed its place in as many bits as the table needs, a bit for each field, and the fields that
/// changed in their declared widths. New ones: id and all fields. Gone ones: their place.
struct FixedRule: Rule {
    let name = "fixed"

    private let bits: [[Int]]
    private let scalarBits: [Int]

    init(_ shape: WorldShape) {
        bits = shape.tables.map { $0.plan.fields.map(\.bits) }
        scalarBits = shape.scalars.fields.map(\.bits)
    }

    func bytes(of now: Snapshot, against baseline: Snapshot) -> Int {
        var total = scalarBits.count
        for (column, bits) in scalarBits.enumerated()
        where now.scalars[column] != baseline.scalars[column] { total += bits }
        for table in now.tables.indices {
            total += count(now.tables[table], against: baseline.tables[table], bits[table])
        }
        return (total + 7) / 8
    }

    private func count(_ now: TableRows, against old: TableRows, _ bits: [Int]) -> Int {
        var total = 36
        let placeBits = Int.bitWidth - max(1, old.ids.count - 1).leadingZeroBitCount
        now.compare(with: old) { change in
            switch change {
            case .new: total += 16 + bits.reduce(0, +)
            case .gone: total += placeBits
            case .stays(_, let next, let past):
                let changed = now.changedColumns(next, from: old, past)
                guard !changed.isEmpty else { return }
                total += placeBits + bits.count + changed.reduce(0) { $0 + bits[$1] }
            }
        }
        return total
    }
}
