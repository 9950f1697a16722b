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
    private var cueRows: [UInt32] = []
    private var encoder: DeltaEncoder
    private var head = SnapshotHead(tick: .zero, age: 0, viewHash: nil)

    init(_ description: SchemaDescription, mode: CodecMode) {
        self.description = description
        encoder = description.codec.encoder(mode)
        cues = CueHistory(width: description.cue.width)
    }

    /// Writes with these tables from now on.
    mutating func use(_ tables: CodecTables) {
        encoder = DeltaEncoder(description.codec.plan, tables)
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

    /// Forgets cues that no client can still be missing.
    mutating func forgetCues(before tick: Tick) { cues.forget(before: tick) }

    /// Writes what turns `baseline` into `now`, and returns the bytes of the shared part.
    ///
    /// The one place in which snapshots are encoded. `predecessor` is what the client held before
    /// `baseline`, and still knows; nil: nothing that both sides are sure of.
    mutating func write(
        _ frame: Frame, _ now: borrowing Snapshot, against baseline: borrowing Snapshot,
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
        let age = frame.age == 0 ? 1 : UInt32(frame.age)
        writeCues(after: Tick(frame.tick.rawValue &- age), at: frame.tick)
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

    private mutating func writeCues(after baseline: Tick, at tick: Tick) {
        let first = cues.first(after: baseline)
        writer.writeVarint(UInt32(cues.count - first))
        for cue in first..<cues.count {
            writer.writeVarint(UInt32(tick.distance(since: cues.tick(cue))))
            RawRow.write(cues.row(cue), plan: description.cue, into: &writer)
        }
    }
}
