import UmpireBasics
import UmpireProtocol
import UmpireState

/// A decoded frame with all that it came from: the shared bytes, baseline and predecessor.
struct DecodedPlace: Sendable {
    private(set) var decoded: DecodedFrame
    private var bytes: [UInt8] = []
    /// Nil for a keyframe, and when the place is out of use.
    private var baseline: Snapshot?
    /// Nil when there was none, too.
    private var predecessor: Snapshot?
    /// Names the tables.
    private var key: UInt64 = 0

    init(empty: Snapshot) { decoded = DecodedFrame(empty: empty) }

    /// Becomes what `frame` makes of `baseline`; after a fault it is out of use.
    mutating func decode(
        _ shared: borrowing RawSpan, _ frame: SnapshotFrame, of all: RawSpan,
        against baseline: Snapshot, after predecessor: Snapshot?,
        _ description: borrowing SchemaDescription, _ decoding: inout FrameDecoding
    ) throws(MirrorFault) {
        try decoded.decode(
            all, frame, against: baseline, after: predecessor, description, &decoding.decoder)
        key = decoding.key
        self.baseline = frame.head.age == 0 ? nil : baseline
        self.predecessor = predecessor
        bytes.removeAll(keepingCapacity: true)
        unsafe shared.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Whether `shared`, `baseline` and `predecessor`, of a frame with this head and with the
    /// tables of this key, would make the same.
    func holds(
        _ shared: borrowing RawSpan, _ head: SnapshotHead, on baseline: Snapshot,
        after predecessor: Snapshot?, key: UInt64
    ) -> Bool {
        guard self.key == key, unsafe bytes.span.bytes.isSame(as: shared) else { return false }
        return head.age == 0
            || self.baseline == baseline && self.predecessor == predecessor
    }

    /// Lets baseline and predecessor go, so that the places that made them can be used again
    /// without a copy.
    mutating func rest() {
        baseline = nil
        predecessor = nil
    }
}

extension RawSpan {
    /// Whether both have the same bytes.
    fileprivate func isSame(as other: borrowing RawSpan) -> Bool {
        guard byteCount == other.byteCount else { return false }
        var offset = 0
        while offset + 8 <= byteCount {
            let one = unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let two = unsafe other.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard one == two else { return false }
            offset += 8
        }
        while offset < byteCount {
            let one = unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            let two = unsafe other.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            guard one == two else { return false }
            offset += 1
        }
        return true
    }
}
