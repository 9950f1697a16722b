import UmpireBasics
import UmpireProtocol
import UmpireState

/// A decoded frame with all that it came from: the shared bytes and the baseline.
struct DecodedPlace: Sendable {
    private(set) var decoded: DecodedFrame
    private var bytes: [UInt8] = []
    /// Nil for a keyframe, and when the place is out of use.
    private var baseline: Snapshot?

    init(empty: Snapshot) { decoded = DecodedFrame(empty: empty) }

    /// Becomes what `frame` makes of `baseline`; after a fault it is out of use.
    mutating func decode(
        _ shared: borrowing RawSpan, _ frame: SnapshotFrame, of all: RawSpan,
        against baseline: Snapshot, _ description: borrowing SchemaDescription
    ) throws(MirrorFault) {
        try decoded.decode(all, frame, against: baseline, description)
        self.baseline = frame.head.age == 0 ? nil : baseline
        bytes.removeAll(keepingCapacity: true)
        unsafe shared.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// Whether `shared` and `baseline`, of a frame with this head, would make the same.
    func holds(_ shared: borrowing RawSpan, _ head: SnapshotHead, on baseline: Snapshot) -> Bool {
        guard unsafe bytes.span.bytes.isSame(as: shared) else { return false }
        return head.age == 0 || self.baseline == baseline
    }

    /// Lets the baseline go, so that the place that made it can be used again without a copy.
    mutating func rest() { baseline = nil }
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
