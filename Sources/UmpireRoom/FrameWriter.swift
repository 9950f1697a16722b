import UmpireBasics
import UmpireProtocol
import UmpireState

/// Writes the shared part of snapshot frames: head, world and cues.
struct FrameWriter: Sendable {
    /// What a frame is written from, besides the snapshots.
    struct Frame {
        let tick: Tick
        /// Ticks back to the baseline; 0: a keyframe.
        let age: UInt8
        /// Ticks from the baseline back to the predecessor; 0: none.
        let predecessorAge: UInt8
        /// Whether the view's hash comes along.
        let hasHash: Bool
    }

    private let description: SchemaDescription
    private var writer = BitWriter()
    private var cues: CueHistory
    /// Cues for some players alone: apart, so that they take nothing from those for all.
    private var addressed: CueHistory
    private var cueRows: [UInt32] = []
    private var listeners: [PlayerSet] = []
    private var encoder: DeltaEncoder
    private var head = SnapshotHead(tick: .zero, age: 0, viewHash: nil)

    init(_ description: SchemaDescription, mode: CodecMode) {
        self.description = description
        encoder = description.codec.encoder(mode)
        encoder.sharesRows = description.world.hasViews
        cues = CueHistory(width: description.cue.width)
        addressed = cues
    }

    /// Writes with these tables from now on.
    mutating func use(_ tables: CodecTables) {
        encoder = DeltaEncoder(description.codec.plan, tables)
        encoder.sharesRows = description.world.hasViews
    }

    /// Takes the cues of `tick`, whose rows `append` appends and counts.
    mutating func addCues(at tick: Tick, _ append: (inout [UInt32]) -> Int) {
        cueRows.removeAll(keepingCapacity: true)
        let count = append(&cueRows)
        let width = description.cue.width
        for index in 0..<count {
            cues.append(cueRows[(index * width)..<((index + 1) * width)], at: tick)
        }
    }

    /// Takes the cues of `tick` for some, of which `append` appends rows and who gets them.
    mutating func addAddressedCues(
        at tick: Tick, _ append: (inout [UInt32], inout [PlayerSet]) -> Void
    ) {
        cueRows.removeAll(keepingCapacity: true)
        listeners.removeAll(keepingCapacity: true)
        append(&cueRows, &listeners)
        let width = description.cue.width
        for (index, players) in listeners.enumerated() {
            let row = cueRows[(index * width)..<((index + 1) * width)]
            addressed.append(row, at: tick, to: players)
        }
    }

    /// Forgets cues that no client can still be missing.
    mutating func forgetCues(before tick: Tick) {
        cues.forget(before: tick)
        addressed.forget(before: tick)
    }

    /// The player when a frame for it, `age` ticks behind, has cues that not all get.
    func listener(_ player: PlayerID?, _ age: UInt8, at tick: Tick) -> PlayerID? {
        let first = addressed.first(after: FrameWriter.baseline(age, at: tick))
        for cue in first..<addressed.count where addressed.isFor(player, cue) { return player }
        return nil
    }

    /// After which tick the cues are that a frame has.
    private static func baseline(_ age: UInt8, at tick: Tick) -> Tick {
        Tick(tick.rawValue &- (age == 0 ? 1 : UInt32(age)))
    }

    /// Writes what turns `baseline` into `now`, and returns the bytes of the shared part.
    ///
    /// The one place in which snapshots are encoded. `predecessor` is what the client held before
    /// `baseline`, and still knows; nil: nothing that both sides are sure of. `player` is whose
    /// frame it is; nil: it has only what all may know.
    mutating func write(
        _ frame: Frame, for player: PlayerID?, _ now: borrowing Snapshot,
        against baseline: borrowing Snapshot,
        predecessor: borrowing Snapshot?
    ) -> Int {
        writer.reset()
        let older = copy predecessor
        let behind = older == nil ? 0 : frame.predecessorAge
        head = SnapshotHead(
            tick: frame.tick, age: frame.age, predecessorAge: behind,
            isDense: encoder.mode == .dense, epoch: encoder.epoch,
            viewHash: frame.hasHash ? now.viewHash : nil)
        let ages = SnapshotAges(ahead: frame.age, behind: behind)
        if let older, behind > 0 {
            encoder.encode(now, against: baseline, after: older, ages, into: &writer)
        } else {
            encoder.encode(now, against: baseline, after: baseline, ages, into: &writer)
        }
        writeCues(
            after: FrameWriter.baseline(frame.age, at: frame.tick), at: frame.tick, for: player)
        encoder.finish(&writer)
        return head.byteCount + writer.bytes.count
    }

    /// Appends what was written last.
    func emit(into effects: inout Effects) -> ByteRange {
        effects.append { bytes in
            head.write(into: &bytes)
            bytes.append(contentsOf: writer.bytes)
        }
    }

    private mutating func writeCues(after baseline: Tick, at tick: Tick, for player: PlayerID?) {
        let first = cues.first(after: baseline)
        let firstAddressed = addressed.first(after: baseline)
        var count = cues.count - first
        for cue in firstAddressed..<addressed.count where addressed.isFor(player, cue) {
            count += 1
        }
        writer.writeVarint(UInt32(count))
        for cue in first..<cues.count {
            FrameWriter.write(cue, of: cues, description.cue, at: tick, into: &writer)
        }
        for cue in firstAddressed..<addressed.count where addressed.isFor(player, cue) {
            FrameWriter.write(cue, of: addressed, description.cue, at: tick, into: &writer)
        }
    }

    private static func write(
        _ cue: Int, of cues: borrowing CueHistory, _ plan: borrowing RowPlan, at tick: Tick,
        into writer: inout BitWriter
    ) {
        writer.writeVarint(UInt32(tick.distance(since: cues.tick(cue))))
        RawRow.write(cues.row(cue), plan: plan, into: &writer)
    }
}
