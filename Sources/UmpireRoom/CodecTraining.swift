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
    /// Snapshots within which a new epoch must have saved one client what its tables cost.
    private static let snapshotsToPay = 2_048
    /// How many times as long as it counted a room rests.
    private static let rest = 4

    let codec: SnapshotCodec
    let isAllowed: Bool
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

    /// Whether it does not rest; a snapshot that it rests through has passed.
    mutating func takesPart() -> Bool {
        guard isAllowed, seen < 0 else { return isAllowed }
        seen += 1
        return false
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
        // Also a room that got no better tables counts again: games change.
        counts = nil
        counted = 0
        seen = -CodecTraining.interval * enough * CodecTraining.rest
        guard saved > 0, saved * CodecTraining.snapshotsToPay > writer.bitCount else {
            return false
        }
        tables = next
        return true
    }
}
