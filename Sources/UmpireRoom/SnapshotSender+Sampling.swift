import UmpireBasics
import UmpireProtocol
import UmpireState

// Packets that are kept to see what their bytes were spent for.

extension SnapshotSender {
    /// Whether the packet that was just written is the one to keep.
    mutating func takesSample() -> Bool {
        guard let left = packetsToSample else { return false }
        packetsToSample = left > 1 ? left - 1 : nil
        return left <= 1
    }

    /// Keeps the packet whose shared part lies at `range`.
    mutating func keep(
        _ range: ByteRange, _ view: Int, _ base: BaselineAges, at tick: Tick,
        in effects: borrowing Effects
    ) {
        var kept: PacketSample?
        views[view].withSnapshots(at: tick, base, blank: blank) { _, baseline, predecessor in
            kept = PacketSample(
                body: effects.bytes[range.start..<(range.start + range.count)],
                baseline: baseline, predecessor: predecessor, training.tables,
                number: tablesNumber)
        }
        sample = kept
    }

    /// Keeps the packet that was written for a client with this mirror.
    mutating func keep(
        _ range: ByteRange, _ mirror: borrowing ClientMirror, at tick: Tick,
        in effects: borrowing Effects
    ) {
        sample = PacketSample(
            body: effects.bytes[range.start..<(range.start + range.count)],
            baseline: mirror.held, predecessor: mirror.predecessor(at: tick), training.tables,
            number: tablesNumber)
    }
}
