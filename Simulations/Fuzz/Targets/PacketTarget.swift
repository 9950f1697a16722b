import UmpireBasics
import UmpireState

/// Packets of both modes: refused, or a valid state that can be encoded and decoded again.
///
/// ```
///   choices  bit 0 dense │ 1 trained tables │ 2…3 baseline │ 4 predecessor
///   bytes    ahead 1 B │ behind 1 B │ packet
/// ```
enum PacketTarget {
    private static let history = PacketHistory(PacketWorld(), count: 6) { $0.live(&$1) }
    // One for all inputs, as one serves all packets of a client.
    nonisolated(unsafe) private static var codecs = CodecMode.allCases.flatMap { mode in
        [
            PacketCodec(history, CodecTables(history.plan, mode: mode)),
            PacketCodec(history, history.trained(mode)),
        ]
    }

    static func run(_ input: FuzzInput) {
        guard input.bytes.count >= 2 else { return }
        let choices = Int(input.choices)
        let codec = (choices & 1) * 2 + (choices >> 1 & 1)
        // The first is empty: the baseline of a keyframe.
        let held = choices >> 2 & 3
        let snapshots = history.snapshots
        let ages = SnapshotAges(ahead: input.bytes[0], behind: held == 0 ? 0 : input.bytes[1])
        let (baseline, predecessor) = (snapshots[held + 1], snapshots[held + (choices >> 4)])
        let old = held == 0 ? snapshots[0] : baseline
        // In memory of its own: a read behind its end is an address error.
        let packet = UnsafeMutableRawBufferPointer.allocate(
            byteCount: input.bytes.count - 2, alignment: 1)
        defer { packet.deallocate() }
        packet.copyBytes(from: input.bytes.dropFirst(2))
        let isValid = codecs[codec].decode(
            UnsafeRawBufferPointer(packet), against: old, after: predecessor, ages)
        guard isValid else { return }
        history.requireValid(codecs[codec].snapshot)
        codecs[codec].requireReturn(against: old, after: predecessor, ages)
    }
}
