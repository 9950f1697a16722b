import UmpireBasics
import UmpireState

/// Encoder and decoder with the same tables, and what a packet may depend on.
struct PacketCodec {
    static let shape = WorldPlan<PacketWorld>().shape
    static let plan = CodecPlan(shape)
    static let history = PacketWorld.history()

    private var encoder: DeltaEncoder
    private var decoder: DeltaDecoder

    init(_ tables: CodecTables) {
        encoder = DeltaEncoder(PacketCodec.plan, tables)
        decoder = DeltaDecoder(PacketCodec.plan, tables)
    }

    /// Tables that a room made of a short match.
    static func trained(_ mode: CodecMode) -> CodecTables {
        var counts = SymbolCounts(plan, CodecTables(plan, mode: mode))
        for _ in 0..<10 {
            for index in 2..<history.count {
                counts.add(
                    history[index], against: history[index - 1], after: history[index - 2],
                    SnapshotAges(ahead: 1, behind: 1))
            }
        }
        return counts.tables(epoch: 1)
    }

    /// What the bytes make of a baseline, or nil when they are refused.
    mutating func decoded(
        _ bytes: UnsafeRawBufferPointer, against baseline: Snapshot, after predecessor: Snapshot,
        _ ages: SnapshotAges
    ) -> Snapshot? {
        var snapshot = PacketCodec.history[0]
        var reader = BitReader(bytes.bytes)
        do throws(DecodeError) {
            try decoder.decode(
                &reader, against: baseline, after: predecessor, ages, into: &snapshot)
        } catch {
            return nil
        }
        return snapshot
    }

    /// The packet that turns a baseline into `snapshot`.
    mutating func encoded(
        _ snapshot: Snapshot, against baseline: Snapshot, after predecessor: Snapshot,
        _ ages: SnapshotAges
    ) -> [UInt8] {
        var writer = BitWriter()
        encoder.encode(snapshot, against: baseline, after: predecessor, ages, into: &writer)
        encoder.finish(&writer)
        return writer.bytes
    }

    /// Checks that a packet to `snapshot` leads there.
    mutating func requireReturn(
        _ snapshot: Snapshot, against baseline: Snapshot, after predecessor: Snapshot,
        _ ages: SnapshotAges
    ) {
        let bytes = encoded(snapshot, against: baseline, after: predecessor, ages)
        let again = bytes.withUnsafeBytes {
            decoded($0, against: baseline, after: predecessor, ages)
        }
        // The tick is not part of the packet.
        require(
            again?.hasRows(of: snapshot) == true, "what is encoded is decoded as the same")
    }

    /// Checks that a client could hold the snapshot.
    static func requireValid(_ snapshot: Snapshot) {
        for (rows, table) in zip(snapshot.tables, shape.tables) {
            require(rows.ids.count <= Limits.entitiesPerTable, "a table keeps to its limit")
            require(rows.words.count == rows.ids.count * table.plan.width, "each id has a row")
            require(
                zip(rows.ids, rows.ids.dropFirst()).allSatisfy { $0 < $1 }, "ids are in order")
            for index in rows.ids.indices { requireLimits(rows.row(index), table.plan) }
        }
        require(snapshot.scalars.count == shape.scalars.width, "all scalars are there")
        requireLimits(snapshot.scalars[...], shape.scalars)
    }

    private static func requireLimits(_ words: ArraySlice<UInt32>, _ plan: RowPlan) {
        for (word, field) in zip(words, plan.fields) {
            require(word <= field.limit, "a word keeps to its field's limit")
        }
    }
}
