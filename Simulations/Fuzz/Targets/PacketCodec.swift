import UmpireBasics
import UmpireState

/// Encoder and decoder with the same tables; used again and again, they ask for no memory.
struct PacketCodec {
    /// What the last packet made; a part of it when the packet was refused.
    private(set) var snapshot: Snapshot
    private var again: Snapshot
    private var encoder: DeltaEncoder
    private var decoder: DeltaDecoder
    private var writer = BitWriter()

    init(_ history: PacketHistory, _ tables: CodecTables) {
        encoder = DeltaEncoder(history.plan, tables)
        decoder = DeltaDecoder(history.plan, tables)
        snapshot = history.snapshots[0]
        again = snapshot
    }

    /// Makes `snapshot` what the bytes make of a baseline; false when they are refused.
    mutating func decode(
        _ bytes: UnsafeRawBufferPointer, against baseline: Snapshot, after predecessor: Snapshot,
        _ ages: SnapshotAges
    ) -> Bool {
        var reader = BitReader(bytes.bytes)
        do throws(DecodeError) {
            try decoder.decode(
                &reader, against: baseline, after: predecessor, ages, into: &snapshot)
        } catch {
            return false
        }
        return true
    }

    /// Checks that a packet to `snapshot` leads there.
    mutating func requireReturn(
        against baseline: Snapshot, after predecessor: Snapshot, _ ages: SnapshotAges
    ) {
        requireReturn(snapshot, against: baseline, after: predecessor, ages)
    }

    /// Checks that a packet to `wanted` leads there.
    mutating func requireReturn(
        _ wanted: Snapshot, against baseline: Snapshot, after predecessor: Snapshot,
        _ ages: SnapshotAges
    ) {
        writer.reset()
        encoder.encode(wanted, against: baseline, after: predecessor, ages, into: &writer)
        encoder.finish(&writer)
        let bytes = writer.bytes
        var reader = BitReader(bytes.span.bytes)
        do throws(DecodeError) {
            try decoder.decode(
                &reader, against: baseline, after: predecessor, ages, into: &again)
        } catch {
            return require(false, "what is encoded is not refused: \(error)")
        }
        // The tick is not part of the packet.
        require(again.hasRows(of: wanted), "what is encoded is decoded as the same")
    }
}
