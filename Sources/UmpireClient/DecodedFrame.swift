import UmpireBasics
import UmpireProtocol
public import UmpireState

/// What the shared part of a snapshot frame says, together with its baseline.
@usableFromInline
struct DecodedFrame: Sendable {
    @usableFromInline var snapshot: Snapshot
    @usableFromInline var cues: [CueRow] = []
    @usableFromInline var cueWords: [UInt32] = []

    init(empty: Snapshot) { snapshot = empty }

    /// Becomes what `bytes` make of `baseline`; after a fault it holds a part and must not be used.
    ///
    /// `predecessor` is what was held before the baseline, nil when nothing was.
    mutating func decode(
        _ bytes: RawSpan, _ frame: SnapshotFrame, against baseline: borrowing Snapshot,
        after predecessor: Snapshot?, _ description: borrowing SchemaDescription,
        _ decoder: inout DeltaDecoder
    ) throws(MirrorFault) {
        do throws(DecodeError) {
            var reader = BitReader(bytes, from: frame.bodyOffset)
            if let predecessor {
                try decoder.decode(
                    &reader, against: baseline, after: predecessor, frame.head.ages,
                    into: &snapshot)
            } else {
                try decoder.decode(
                    &reader, against: baseline, after: baseline, frame.head.ages, into: &snapshot)
            }
            try readCues(&reader, description.cue, at: frame.head.tick)
            try reader.requireEnd()
        } catch {
            throw .undecodable(error)
        }
        snapshot.tick = frame.head.tick
        guard let expected = frame.head.viewHash else { return }
        let computed = snapshot.viewHash
        guard computed == expected else {
            throw .differentState(tick: frame.head.tick, expected: expected, computed: computed)
        }
    }

    private mutating func readCues(
        _ reader: inout BitReader, _ plan: borrowing RowPlan, at tick: Tick
    ) throws(DecodeError) {
        cues.removeAll(keepingCapacity: true)
        cueWords.removeAll(keepingCapacity: true)
        let count = Int(try reader.readVarint())
        guard count <= 2 * Limits.cuesKept else { throw .tooManyCues(count) }
        for _ in 0..<count {
            let ago = min(try reader.readVarint(), tick.rawValue)
            let start = cueWords.count
            try RawRow.read(&reader, plan: plan, into: &cueWords)
            cues.append(
                CueRow(
                    tick: Tick(tick.rawValue - ago), start: start, width: cueWords.count - start))
        }
    }
}

extension SnapshotHead {
    /// How far the frame, its baseline and its predecessor are apart.
    var ages: SnapshotAges { SnapshotAges(ahead: age, behind: predecessorAge) }
}
