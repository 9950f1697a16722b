/// Says for which table and field the bits of snapshots were spent.
///
/// It walks over a snapshot's bits beside the decoder, so that decoding costs the same with and
/// without it. For a report on some of the frames; it need not be fast.
public struct FieldBits: Sendable {
    /// Something that bits were spent for.
    public struct Part: Equatable, Sendable {
        /// The table's name, or "scalars", "cues" or "frame".
        public let table: String
        /// The field's name, or what else the bits are: "ids and masks", "head", "padding".
        public let field: String
        /// Bits so far.
        public fileprivate(set) var bits = 0

        fileprivate init(_ table: String, _ field: String) {
            self.table = table
            self.field = field
        }
    }

    /// The parts in the order of the schema, those without bits too.
    public private(set) var parts: [Part] = []

    private let shape: WorldShape
    private let cue: RowPlan
    /// What one snapshot adds, until it is known to be whole.
    private var pending: [Int]

    /// No bits yet.
    public init(_ description: SchemaDescription) {
        shape = description.world
        cue = description.cue
        var parts: [Part] = []
        func add(_ table: String, _ plan: RowPlan) {
            parts.append(Part(table, "ids and masks"))
            for field in plan.fields { parts.append(Part(table, field.name)) }
        }
        for table in shape.tables { add(table.name, table.plan) }
        add("scalars", shape.scalars)
        add("cues", cue)
        parts.append(Part("frame", "head"))
        parts.append(Part("frame", "padding"))
        self.parts = parts
        pending = [Int](repeating: 0, count: parts.count)
    }

    /// All bits so far: eight for each byte of the frames.
    public var bits: Int { parts.reduce(0) { $0 + $1.bits } }

    /// Adds the bits of a frame's body behind `headBytes` bytes, which the decoder would take.
    ///
    /// Throws when it would not, mostly; nothing is added then.
    public mutating func add(
        _ reader: inout BitReader, headBytes: Int, against baseline: borrowing Snapshot
    ) throws(DecodeError) {
        for index in pending.indices { pending[index] = 0 }
        var part = 0
        for index in shape.tables.indices {
            let plan = shape.tables[index].plan
            try walkTable(&reader, plan, rows: baseline.tables[index].ids.count, from: part)
            part += plan.width + 1
        }
        pending[part] += 1
        if try reader.readBit() { try walkChange(&reader, shape.scalars, from: part) }
        part += shape.scalars.width + 1
        try walkRows(&reader, cue, from: part) { reader throws(DecodeError) in
            _ = try reader.readVarint()
        }
        part += cue.width + 1
        pending[part] = headBytes * 8
        pending[part + 1] = reader.remainingBits
        try reader.requireEnd()
        for index in parts.indices { parts[index].bits += pending[index] }
    }

    private mutating func walkTable(
        _ reader: inout BitReader, _ plan: RowPlan, rows: Int, from part: Int
    ) throws(DecodeError) {
        pending[part] += 1
        guard try reader.readBit() else { return }
        for _ in 0..<rows {
            pending[part] += 1
            guard try reader.readBit() else { continue }
            pending[part] += 1
            if try !reader.readBit() { try walkChange(&reader, plan, from: part) }
        }
        try walkRows(&reader, plan, from: part) { reader throws(DecodeError) in
            _ = try reader.read(16)
        }
    }

    private mutating func walkChange(
        _ reader: inout BitReader, _ plan: RowPlan, from part: Int
    ) throws(DecodeError) {
        var changed: [Int] = []
        for column in 0..<plan.width where try reader.readBit() { changed.append(column) }
        pending[part] += plan.width
        for column in changed {
            let start = reader.position
            let bits = plan.fields[column].bits
            let isNear = bits > RowCode.rawBits ? try reader.readBit() : false
            _ = try reader.read(isNear ? bits / 2 : bits)
            pending[part + 1 + column] += reader.position - start
        }
    }

    /// A count, then for each row what `readHead` reads, and the fields raw.
    private mutating func walkRows(
        _ reader: inout BitReader, _ plan: RowPlan, from part: Int,
        _ readHead: (inout BitReader) throws(DecodeError) -> Void
    ) throws(DecodeError) {
        var start = reader.position
        let count = try reader.readVarint()
        pending[part] += reader.position - start
        for _ in 0..<count {
            start = reader.position
            try readHead(&reader)
            pending[part] += reader.position - start
            for column in 0..<plan.width {
                let bits = plan.fields[column].bits
                _ = try reader.read(bits)
                pending[part + 1 + column] += bits
            }
        }
    }
}
