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
    /// Cues for each player alone, by its number, as far as any got some: apart, so that nobody's
    /// take the place of another's or of those for all.
    private var addressed: [CueHistory] = []
    /// What is kept for a player who got none.
    private let silence: CueHistory
    private var cueRows: [UInt32] = []
    private var listeners: [PlayerSet] = []
    private var encoder: DeltaEncoder
    private var head = SnapshotHead(tick: .zero, age: 0, viewHash: nil)

    init(_ description: SchemaDescription, mode: CodecMode) {
        self.description = description
        encoder = description.codec.encoder(mode)
        encoder.sharesRows = description.world.hasViews
        silence = CueHistory(width: description.cue.width)
        cues = silence
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
            for player in players {
                let place = Int(player.rawValue)
                while addressed.count <= place { addressed.append(silence) }
                addressed[place].append(row, at: tick)
            }
        }
    }

    /// Forgets cues that no client can still be missing.
    mutating func forgetCues(before tick: Tick) {
        cues.forget(before: tick)
        for place in addressed.indices { addressed[place].forget(before: tick) }
    }

    /// The player when a frame for it, `age` ticks behind, has cues that not all get.
    ///
    /// Inlined, since a call would first copy all of the writer (2 KB, for each frame).
    @inline(__always)
    func listener(_ player: PlayerID?, _ age: UInt8, at tick: Tick) -> PlayerID? {
        guard let player, Int(player.rawValue) < addressed.count else { return nil }
        let own = addressed[Int(player.rawValue)]
        return own.first(after: FrameWriter.baseline(age, at: tick)) < own.count ? player : nil
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

    /// Writes cues by their ticks; those of one tick for all come before those for the player.
    private mutating func writeCues(after baseline: Tick, at tick: Tick, for player: PlayerID?) {
        let own = cues(for: player)
        var next = own.first(after: baseline)
        let first = cues.first(after: baseline)
        writer.writeVarint(UInt32(cues.count - first + own.count - next))
        for cue in first..<cues.count {
            while next < own.count, own.tick(next) < cues.tick(cue) {
                FrameWriter.write(next, of: own, description.cue, at: tick, into: &writer)
                next += 1
            }
            FrameWriter.write(cue, of: cues, description.cue, at: tick, into: &writer)
        }
        for cue in next..<own.count {
            FrameWriter.write(cue, of: own, description.cue, at: tick, into: &writer)
        }
    }

    /// The cues that a player alone gets, nil for one who only watches.
    private func cues(for player: PlayerID?) -> CueHistory {
        guard let player, Int(player.rawValue) < addressed.count else { return silence }
        return addressed[Int(player.rawValue)]
    }

    private static func write(
        _ cue: Int, of cues: borrowing CueHistory, _ plan: borrowing RowPlan, at tick: Tick,
        into writer: inout BitWriter
    ) {
        writer.writeVarint(UInt32(tick.distance(since: cues.tick(cue))))
        RawRow.write(cues.row(cue), plan: plan, into: &writer)
    }
}
