import UmpireBasics
import UmpireProtocol
import UmpireState

/// Decoded snapshots that clients of one process share: those that get the same bytes decode once.
///
/// A frame is known when its shared bytes are the same *and* its baseline and the snapshot before
/// that are equal, row by row: the cache changes nothing but the cost. Equal ones are mostly one
/// memory, which is seen at once; after the first time they always are.
/// ```
///   ring of places:  │ oldest … resting │ … known … newest │
///                      used again next     half of the ring
/// ```
/// A resting place has let go of what it was made from, so that the oldest memory is nobody's by
/// the time it is used again.
public struct DecodeCache: Sendable {
    /// Frames that were known.
    public private(set) var hits = 0
    /// Frames that had to be decoded, and could be.
    public private(set) var misses = 0

    private var places: [DecodedPlace] = []
    /// What the bytes at each place look like, side by side; 0: nothing is known there.
    private var looks: [UInt64]
    private var newest: Int
    private var schemaHash = ""
    /// What tables frames gave, newest last, at most `decodingsKept`.
    private var decodings: [FrameDecoding] = []

    /// Rooms whose tables are shared; a bot of another room makes its own.
    private static let decodingsKept = 16

    /// An empty cache that knows the newest `capacity` frames, at least 3, and has the memory of
    /// twice as many.
    ///
    /// Right is how many ticks the clients of a room are apart, times the rooms.
    public init(capacity: Int = 32) {
        looks = [UInt64](repeating: 0, count: 2 * max(3, capacity))
        newest = looks.count - 1
    }

    /// Puts what `bytes` make of `baseline` into `result`, which stays as it was after a fault.
    ///
    /// `predecessor` is what was held before the baseline, nil when nothing was.
    mutating func take(
        _ bytes: RawSpan, _ frame: SnapshotFrame, against baseline: Snapshot,
        after predecessor: Snapshot?, _ description: borrowing SchemaDescription,
        _ decoding: inout FrameDecoding, into result: inout DecodedFrame
    ) throws(MirrorFault) {
        if schemaHash != description.hash { begin(description) }
        let shared = bytes.extracting(SnapshotPrefix.byteCount...)
        let look = DecodeCache.look(of: shared)
        if let index = find(
            shared, look, frame.head, baseline, predecessor, decoding.key)
        {
            hits += 1
            result = places[index].decoded
            return
        }
        let index = (newest + 1) % looks.count
        looks[index] = 0
        try places[index].decode(
            shared, frame, of: bytes, against: baseline, after: predecessor, description, &decoding)
        misses += 1
        looks[index] = look
        newest = index
        let tired = (index + looks.count - looks.count / 2) % looks.count
        looks[tired] = 0
        places[tired].rest()
        result = places[index].decoded
    }

    /// The decoder of a tables frame: clients of a room share its memory.
    mutating func decoding(
        _ bytes: RawSpan, _ description: borrowing SchemaDescription
    ) throws(MirrorFault) -> FrameDecoding {
        if schemaHash != description.hash { begin(description) }
        let key = FrameDecoding.key(of: bytes)
        if let known = decodings.first(where: { $0.key == key }) { return known }
        let made = try FrameDecoding(bytes, description)
        if decodings.count == DecodeCache.decodingsKept { decodings.removeFirst() }
        decodings.append(made)
        return made
    }

    /// Another schema: nothing that was known is of use.
    private mutating func begin(_ description: borrowing SchemaDescription) {
        schemaHash = description.hash
        let place = DecodedPlace(empty: Snapshot(shape: description.world))
        places = [DecodedPlace](repeating: place, count: looks.count)
        for index in looks.indices { looks[index] = 0 }
        decodings.removeAll()
    }

    private func find(
        _ shared: borrowing RawSpan, _ look: UInt64, _ head: SnapshotHead, _ baseline: Snapshot,
        _ predecessor: Snapshot?, _ key: UInt64
    ) -> Int? {
        let places = places.span
        var index = newest
        for _ in 0..<(looks.count / 2) {
            if looks[index] == look,
                places[index].holds(shared, head, on: baseline, after: predecessor, key: key)
            {
                return index
            }
            index = index == 0 ? looks.count - 1 : index - 1
        }
        return nil
    }

    /// A hash of the head and the first bits, never 0; frames that differ later look the same.
    private static func look(of shared: borrowing RawSpan) -> UInt64 {
        var hasher = StateHasher(seed: UInt64(shared.byteCount))
        var offset = 0
        while offset + 8 <= min(shared.byteCount, 32) {
            hasher.combine(
                unsafe shared.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        return hasher.value | 1
    }
}
