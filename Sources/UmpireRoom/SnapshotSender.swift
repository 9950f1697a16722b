import UmpireBasics
import UmpireProtocol
import UmpireState

/// Encodes a room's world once for each view, baseline and predecessor, however many clients share
/// them; and for itself for each client that cannot be sent all of it.
struct SnapshotSender: Sendable {
    /// Appends how urgent each row of what a viewer sees is for it.
    typealias Weigh = (Viewer, borrowing Snapshot, inout [UInt32]) -> Void

    /// Bytes of a frame that are not in its shared part: the prefix and the WebSocket's header.
    static let frameBytes = SnapshotPrefix.byteCount + 4

    let shape: WorldShape
    let blank: Snapshot
    var views: [SnapshotView] = [SnapshotView(viewer: .everyone)]
    var frames: FrameWriter
    /// The mirrors of members, and free ones, which keep their memory; nil while one is in use.
    var mirrors: [ClientMirror?] = []
    var freeMirrors: [Int] = []
    /// How urgent the rows of a world are, in their order.
    var weights: [UInt32] = []

    /// What makes the codec's tables better.
    var training: CodecTraining
    let mode: CodecMode
    /// The epoch that frames are written in.
    var epoch: UInt8 = 0
    /// The tables frame of the epoch, but for its first four bytes.
    var tables: [UInt8] = []
    /// How often the tables were changed.
    var tablesNumber: UInt32 = 0
    /// Where it lies in the effects of a tick.
    var tablesRange: (tick: Tick, range: ByteRange)?

    /// Packets until one is kept to be looked at; nil: none is.
    var packetsToSample: Int?
    /// The packet that was kept.
    var sample: PacketSample?

    init(_ description: SchemaDescription, mode: CodecMode = .speed) {
        shape = description.world
        blank = Snapshot(shape: description.world)
        frames = FrameWriter(description, mode: mode)
        self.mode = mode
        training = CodecTraining(
            description.codec, mode: mode, isAllowed: !description.world.hasInterest)
    }

    /// Takes the cues of `tick`, whose rows `append` appends and counts.
    mutating func addCues(at tick: Tick, _ append: (inout [UInt32]) -> Int) {
        frames.addCues(at: tick, append)
    }

    /// Takes the cues of `tick` for some, of which `append` appends rows and who gets them.
    mutating func addAddressedCues(
        at tick: Tick, _ append: (inout [UInt32], inout [PlayerSet]) -> Void
    ) {
        frames.addAddressedCues(at: tick, append)
    }

    /// The body of the snapshot of `tick` for a member, in `effects`' bytes, noted as sent; nil
    /// when its allowance must grow first.
    ///
    /// `capture` puts what a viewer sees into a snapshot, given what it saw last; it is called at
    /// most once for each view and tick. `weigh` appends how urgent rows are for a viewer.
    mutating func body(
        for member: inout Member, as viewer: Viewer, at tick: Tick, into effects: inout Effects,
        capture: (Viewer, Snapshot?, inout Snapshot) -> Void, weigh: Weigh
    ) -> ByteRange? {
        let view = viewIndex(for: viewer)
        views[view].captureOnce(at: tick, shape: shape) {
            capture(viewer, $0, &$1)
        }
        if member.mirror == nil {
            let base = views[view].ages(of: member.lastSent, member.sentBefore, at: tick)
            let listener = frames.listener(member.player, base.baseline, at: tick)
            let body = sharedBody(view, base, for: listener, at: tick, into: &effects)
            let byteCount = body.count + SnapshotSender.frameBytes
            if byteCount <= member.allowance.available(at: tick) ?? byteCount {
                member.noteSent(byteCount, at: tick)
                if takesSample() { keep(body, view, base, at: tick, in: effects) }
                return body
            }
            beginMirror(of: &member, view, base, at: tick)
        }
        return ownBody(for: &member, view, at: tick, into: &effects, weigh)
    }

    /// Forgets what is too old to be a baseline: cues, and views that nobody was sent for so long.
    mutating func forget(at tick: Tick) {
        let horizon = Int(tick.rawValue) - Limits.baselines
        frames.forgetCues(before: Tick(UInt32(max(0, horizon))))
        guard views.count > 1 else { return }
        views.removeAll { $0.viewer != .everyone && $0.isOutdated(at: tick) }
    }

    /// Forgets what was shown to whoever had a player's seat: nothing of it is for the next.
    mutating func forgetViews(of player: PlayerID) {
        views.removeAll {
            guard case .player(player, _) = $0.viewer else { return false }
            return true
        }
    }

    /// The hash of what a member was shown at `tick`; nil when that is not known any more.
    ///
    /// Mutating, so that a room looks at it where it is.
    mutating func findViewHash(
        of member: Member, as viewer: Viewer, at tick: Tick
    ) -> UInt32? {
        if let slot = member.mirror { return mirrors[slot]?.viewHash(at: tick) }
        return views.first { $0.viewer == viewer }?.viewHash(at: tick)
    }

    mutating func viewIndex(for viewer: Viewer) -> Int {
        if let index = views.firstIndex(where: { $0.viewer == viewer }) { return index }
        views.append(SnapshotView(viewer: viewer))
        return views.count - 1
    }

    private mutating func sharedBody(
        _ view: Int, _ base: BaselineAges, for listener: PlayerID?, at tick: Tick,
        into effects: inout Effects
    ) -> ByteRange {
        if let range = views[view].encoding(base, for: listener) { return range }
        let hasHash = base.baseline == 0 || tick.rawValue % 16 == 0
        let behind = base.predecessor > 0 ? base.predecessor - base.baseline : 0
        let frame = FrameWriter.Frame(
            tick: tick, age: base.baseline, predecessorAge: behind, hasHash: hasHash)
        views[view].withSnapshots(at: tick, base, blank: blank) { now, baseline, predecessor in
            _ = frames.write(
                frame, for: listener, now, against: baseline, predecessor: predecessor)
        }
        let range = frames.emit(into: &effects)
        views[view].remember(range, base, for: listener)
        return range
    }
}
