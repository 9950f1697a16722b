import UmpireBasics
import UmpireProtocol
import UmpireState

// The tables of the codec: they get better, and clients are told.

extension SnapshotSender {
    /// The tables frame that a member must have before its next snapshot: its first bytes and the
    /// rest in `effects`' bytes; nil when it has it.
    mutating func missingTables(
        of member: inout Member, at tick: Tick, into effects: inout Effects
    ) -> (SnapshotPrefix, ByteRange)? {
        guard member.epoch != epoch else { return nil }
        member.epoch = epoch
        guard epoch > 0 else { return nil }
        if tablesRange?.tick != tick {
            tablesRange = (tick, effects.append { $0.append(contentsOf: tables) })
        }
        guard let range = tablesRange?.range else { return nil }
        let head = TablesFrame(epoch: epoch, isDense: mode == .dense)
        member.allowance.spend(range.count + SnapshotSender.frameBytes, at: tick)
        return (SnapshotPrefix(head), range)
    }

    /// Counts what was just sent, now and then, and changes the tables when that pays.
    ///
    /// Only what everyone sees is counted; `capture` is asked for it where nobody was sent it.
    mutating func train(
        at tick: Tick, period: Int, capture: (Viewer, Snapshot?, inout Snapshot) -> Void
    ) {
        guard training.takesPart() else { return }
        let view = viewIndex(for: .everyone)
        views[view].captureOnce(at: tick, shape: shape) { capture(.everyone, $0, &$1) }
        let base = BaselineAges(
            baseline: UInt8(clamping: period), predecessor: UInt8(clamping: 2 * period))
        guard training.takes(), views[view].has(base, at: tick) else { return }
        var isNew = false
        views[view].withSnapshots(at: tick, base, blank: blank) { now, baseline, predecessor in
            guard let older = copy predecessor else { return }
            isNew = training.count(
                now, against: baseline, after: older,
                SnapshotAges(ahead: base.baseline, behind: base.baseline))
        }
        guard isNew else { return }
        var writer = BitWriter()
        training.tables.write(training.codec.plan, into: &writer)
        writer.finish()
        tables = writer.bytes
        tablesRange = nil
        epoch = training.tables.epoch
        tablesNumber += 1
        frames.use(training.tables)
    }
}
