import CZlib
import UmpireState

/// zlib at level 9 of plain deltas: what a developer gets who knows no codec.
///
/// The words of all entities minus their baseline's, as 16-bit numbers where every field of the
/// table fits and else as 32-bit ones, row by row: for the cubes' file a fifth smaller than column
/// by column. Before them the ids, as the step from the one before, where they are not the
/// baseline's. Each snapshot is compressed on its own.
struct ZlibRule: Rule {
    let name = "zlib9"

    private let isShort: [Bool]
    private var plain: [UInt8] = []
    private var packed: [UInt8] = []

    init(_ shape: WorldShape) {
        isShort = (shape.tables.map(\.plan) + [shape.scalars]).map {
            $0.fields.allSatisfy { $0.bits <= 16 }
        }
    }

    mutating func bytes(of now: Snapshot, against baseline: Snapshot) -> Int {
        plain.removeAll(keepingCapacity: true)
        for table in now.tables.indices {
            append(now.tables[table], against: baseline.tables[table], isShort[table])
        }
        for column in now.scalars.indices {
            append(now.scalars[column] &- baseline.scalars[column], isShort.last ?? false)
        }
        var count = compressBound(UInt(plain.count))
        if packed.count < Int(count) { packed = [UInt8](repeating: 0, count: Int(count)) }
        let status = compress2(&packed, &count, plain, UInt(plain.count), 9)
        return status == Z_OK ? Int(count) : plain.count
    }

    private mutating func append(_ now: TableRows, against old: TableRows, _ isShort: Bool) {
        if now.ids != old.ids {
            var last: UInt16 = 0
            for id in now.ids {
                append(UInt32(id &- last), true)
                last = id
            }
        }
        for (index, past) in places(of: now, in: old).enumerated() {
            for column in 0..<now.width {
                let before = past < 0 ? 0 : old.words[past * old.width + column]
                append(now.words[index * now.width + column] &- before, isShort)
            }
        }
    }

    /// For each row of `now` its place in `old`, or −1.
    private func places(of now: TableRows, in old: TableRows) -> [Int] {
        var places = [Int](repeating: -1, count: now.ids.count)
        now.compare(with: old) { change in
            if case .stays(_, let index, let past) = change { places[index] = past }
        }
        return places
    }

    private mutating func append(_ word: UInt32, _ isShort: Bool) {
        for shift in stride(from: UInt32(0), to: isShort ? 16 : 32, by: 8) {
            plain.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }
}
