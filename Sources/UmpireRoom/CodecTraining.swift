import UmpireBasics
import UmpireProtocol
import UmpireState

/// When and from what a room makes better tables of its codec.
///
/// ```
///   match ──▶ counts one snapshot in four ──▶ enough? ──▶ pays? ──▶ the next epoch's tables
///                                                │ no       │ no
///                                                ▼          ▼
///                                            goes on     rests, then counts afresh
/// ```
/// Only what everyone sees is counted: tables tell nobody of what is hidden from him. Rooms in
/// which interest hides whole entities keep the tables of epoch 0.
struct CodecTraining: Sendable {
    /// Snapshots of which one is counted.
    private static let interval = 4
    /// Snapshots counted before the first epochs; the last number holds for all later ones.
    private static let samples = [64, 256, 1_024]
    /// Ticks, of the snapshots that came since, that a new epoch must pay for itself in.
    private static let returnSamples = 2_048

    let codec: SnapshotCodec
    private let isAllowed: Bool
    private var counts: SymbolCounts?
    private var seen = 0
    private var counted = 0
    private var rounds = 0
    /// The tables in use.
    private(set) var tables: CodecTables

    init(_ codec: SnapshotCodec, mode: CodecMode, isAllowed: Bool) {
        self.codec = codec
        self.isAllowed = isAllowed
        tables = codec.tables(mode)
    }

    /// Whether it counts at present, or will with the next snapshot but one.
    var isCounting: Bool { isAllowed && seen >= 0 }

    /// Lets a snapshot pass that is not counted.
    mutating func rest() {
        if isAllowed { seen += 1 }
    }

    /// Whether this snapshot is one to count.
    mutating func takes() -> Bool {
        seen += 1
        return seen % CodecTraining.interval == 0
    }

    /// Counts what turns `baseline` into `snapshot`; true when `tables` are new.
    mutating func count(
        _ snapshot: borrowing Snapshot, against baseline: borrowing Snapshot,
        after predecessor: borrowing Snapshot, _ ages: SnapshotAges
    ) -> Bool {
        if counts == nil { counts = SymbolCounts(codec.plan, tables) }
        counts?.add(snapshot, against: baseline, after: predecessor, ages)
        counted += 1
        let enough = CodecTraining.samples[min(rounds, CodecTraining.samples.count - 1)]
        guard counted >= enough, let finished = counts else { return false }
        rounds += 1
        let epoch = tables.epoch % SnapshotHead.greatestEpoch + 1
        let next = finished.tables(epoch: epoch)
        let saved = finished.savedBits(by: next, insteadOf: tables) / counted
        var writer = BitWriter()
        next.write(codec.plan, into: &writer)
        // A room that never gets better tables again still counts now and then: games change.
        counts = nil
        counted = 0
        seen = -CodecTraining.interval * enough * 4
        guard saved > 0, saved * CodecTraining.returnSamples > writer.bitCount else { return false }
        tables = next
        return true
    }
}
