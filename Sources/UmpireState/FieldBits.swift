/// Says for which table and field the bits of snapshots were spent.
///
/// It decodes a snapshot once more, with a source that looks where it is, so that decoding costs
/// the same with and without it. For a report on some of the frames; it need not be fast.
public struct FieldBits: Sendable {
    /// Something that bits were spent for.
    public struct Part: Equatable, Sendable {
        /// The table's name, or "scalars", "cues" or "frame".
        public let table: String
        /// The field's name, or what else the bits are: "ids and masks", "head", "padding".
        public let field: String
        /// What was spent, in 256ths of a bit: choices of an adaptive coder cost fractions.
        fileprivate(set) var share = 0

        fileprivate init(_ table: String, _ field: String) {
            self.table = table
            self.field = field
        }

        /// Bits so far, rounded.
        public var bits: Int { (share + 128) / 256 }
    }

    /// The parts in the order of the schema, those without bits too.
    public private(set) var parts: [Part] = []

    private let plan: CodecPlan
    private let cue: RowPlan
    private let worldParts: Int
    private var meter: SnapshotMeter

    /// No bits yet.
    public init(_ description: SchemaDescription) {
        plan = description.codec.plan
        cue = description.cue
        var parts: [Part] = []
        func add(_ table: String, _ plan: RowPlan) {
            parts.append(Part(table, "ids and masks"))
            for field in plan.fields { parts.append(Part(table, field.name)) }
        }
        for table in description.world.tables { add(table.name, table.plan) }
        add("scalars", description.world.scalars)
        worldParts = parts.count
        add("cues", cue)
        parts.append(Part("frame", "head"))
        parts.append(Part("frame", "padding"))
        self.parts = parts
        meter = SnapshotMeter(plan, description.codec.tables(.speed), description.world)
    }

    /// All bits so far: eight for each byte of the frames.
    public var bits: Int { parts.reduce(0) { $0 + $1.share } / 256 }

    /// Reads with these tables from now on, which `key` names.
    public mutating func use(_ tables: CodecTables, key: UInt64) {
        meter.use(plan, tables)
        self.key = key
    }

    /// Names the tables: 0 for those of epoch 0 in speed mode.
    public private(set) var key: UInt64 = 0

    /// Adds the bits of a frame's body behind `headBytes` bytes, which the decoder would take.
    ///
    /// Throws when it would not; nothing is added then.
    public mutating func add(
        _ reader: inout BitReader, headBytes: Int, against baseline: borrowing Snapshot,
        after predecessor: borrowing Snapshot, _ ages: SnapshotAges
    ) throws(DecodeError) {
        let whole = reader.remainingBits * 256
        try meter.read(&reader, plan, against: baseline, after: predecessor, ages)
        var cues = [Int](repeating: 0, count: cue.width + 1)
        var start = reader.position
        let count = try reader.readVarint()
        for _ in 0..<count {
            _ = try reader.readVarint()
            cues[0] += reader.position - start
            for column in 0..<cue.width {
                let bits = cue.fields[column].bits
                _ = try reader.read(bits)
                cues[column + 1] += bits
            }
            start = reader.position
        }
        if count == 0 { cues[0] = reader.position - start }
        try reader.requireEnd()
        var left = whole
        for (index, share) in meter.spent.enumerated() {
            parts[index].share += share
            left -= share
        }
        for (index, bits) in cues.enumerated() {
            parts[worldParts + index].share += bits * 256
            left -= bits * 256
        }
        parts[parts.count - 2].share += headBytes * 8 * 256
        // Also the last bits of a range coder, which decide nothing.
        parts[parts.count - 1].share += left
    }
}
