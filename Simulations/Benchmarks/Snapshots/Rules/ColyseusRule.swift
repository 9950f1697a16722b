import UmpireState

/// Bytes by the rules of @colyseus/schema 4.0.22, counted, not written.
///
/// The rules, from https://github.com/colyseus/schema at commit a05e2e3,
/// `src/encoder/Encoder.ts` (`encode`), `src/encoder/EncodeOperation.ts` (`encodeSchemaOperation`,
/// `encodeKeyValueOperation`), `src/encoding/encode.ts` (`number`, `string`) and
/// `src/types/custom/MapSchema.ts` (`set`):
/// - What changed is preceded by the byte 255 and its refId; the root's fields, which come first,
///   by nothing.
/// - A changed field is one byte, operation and index in one, and the value.
/// - A new entry of a map is an operation byte, the entry's index, its key as a string and the
///   refId of the entity; one that goes is an operation byte and its index.
/// - refIds and indexes only grow, and are written as numbers of 1, 2, 3 or 5 bytes.
///
/// Assumed, in the rival's favour: a table is a map by the entity's id in decimal digits (its own
/// rooms use keys of nine letters), and each field has the smallest integer type that holds its
/// steps (`boolean`, `uint8`, `uint16` or `uint32`), not JavaScript's default `number`, which takes
/// up to nine bytes. The room protocol's own byte is left out, as ours is.
struct ColyseusRule: Rule {
    let name = "colyseus"

    private struct Known {
        let reference: Int
        let index: Int
    }

    /// Bytes of each column's value, and for the scalars.
    private let valueBytes: [[Int]]
    private let scalarBytes: [Int]
    private var known: [[UInt16: Known]]
    private var nextReference: Int
    private var nextIndex: [Int]

    init(_ shape: WorldShape) {
        valueBytes = shape.tables.map { $0.plan.fields.map(ColyseusRule.bytes) }
        scalarBytes = shape.scalars.fields.map(ColyseusRule.bytes)
        known = shape.tables.map { _ in [:] }
        nextIndex = shape.tables.map { _ in 0 }
        // The root has 0 and the maps have the numbers behind it.
        nextReference = shape.tables.count + 1
    }

    /// Gives new entities their numbers; those that are gone keep theirs until the id is new again.
    mutating func follow(_ now: Snapshot) {
        for table in now.tables.indices {
            let isHere = Set(now.tables[table].ids)
            for id in now.tables[table].ids where known[table][id]?.reference ?? -1 < 0 {
                known[table][id] = Known(reference: nextReference, index: nextIndex[table])
                nextReference += 1
                nextIndex[table] += 1
            }
            for (id, entity) in known[table] where entity.reference >= 0 && !isHere.contains(id) {
                known[table][id] = Known(reference: -1, index: entity.index)
            }
        }
    }

    func bytes(of now: Snapshot, against baseline: Snapshot) -> Int {
        var total = 0
        for (column, bytes) in scalarBytes.enumerated()
        where now.scalars[column] != baseline.scalars[column] { total += 1 + bytes }
        for table in now.tables.indices {
            total += bytes(of: now.tables[table], against: baseline.tables[table], table)
        }
        return total
    }

    private func bytes(of now: TableRows, against old: TableRows, _ table: Int) -> Int {
        let values = valueBytes[table]
        var entries = 0
        var entities = 0
        now.compare(with: old) { change in
            switch change {
            case .new(let id, _):
                guard let entity = known[table][id] else { return }
                let reference = ColyseusRule.numberBytes(entity.reference)
                entries += 1 + ColyseusRule.numberBytes(entity.index) + reference
                entries += 1 + String(id).utf8.count
                entities += 1 + reference + values.reduce(0) { $0 + 1 + $1 }
            case .gone(let id, _):
                entries += 1 + ColyseusRule.numberBytes(known[table][id]?.index ?? 0)
            case .stays(let id, let next, let past):
                let changed = now.changedColumns(next, from: old, past)
                guard !changed.isEmpty, let entity = known[table][id] else { return }
                entities += 1 + ColyseusRule.numberBytes(entity.reference)
                entities += changed.reduce(0) { $0 + 1 + values[$1] }
            }
        }
        let head = entries > 0 ? 1 + ColyseusRule.numberBytes(table + 1) : 0
        return head + entries + entities
    }

    private static func bytes(of field: FieldPlan) -> Int {
        field.bits <= 8 ? 1 : field.bits <= 16 ? 2 : 4
    }

    private static func numberBytes(_ number: Int) -> Int {
        number < 0x80 ? 1 : number < 0x100 ? 2 : number < 0x1_0000 ? 3 : 5
    }
}
