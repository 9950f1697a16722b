/// The head of a frame with the codec's tables of an epoch: four bytes, then bits.
public struct TablesFrame: Equatable, Sendable {
    /// The first byte.
    public static let kind: UInt8 = 3
    /// Bytes of the head.
    public static let headBytes = 4

    /// The number that snapshot frames name, 1…15.
    public let epoch: UInt8
    /// Whether the tables are for dense mode.
    public let isDense: Bool

    /// A head with these values.
    public init(epoch: UInt8, isDense: Bool) {
        self.epoch = epoch
        self.isDense = isDense
    }

    /// Reads the head, or returns nil when `bytes` are not a tables frame.
    public init?(parsing bytes: RawSpan) {
        guard bytes.byteCount >= TablesFrame.headBytes,
            bytes.littleEndian(at: 0, as: UInt8.self) == TablesFrame.kind
        else { return nil }
        epoch = bytes.littleEndian(at: 1, as: UInt8.self)
        let mode = bytes.littleEndian(at: 2, as: UInt8.self)
        guard (1...SnapshotHead.greatestEpoch).contains(epoch), mode <= 1,
            bytes.littleEndian(at: 3, as: UInt8.self) == 0
        else { return nil }
        isDense = mode == 1
    }
}
