public import UmpireBasics

/// The part of a binary frame that differs between the clients of a room: four bytes.
public struct SnapshotPrefix: Equatable, Sendable, BitwiseCopyable {
    /// Bytes of it.
    public static let byteCount = 4
    /// The first byte of a snapshot frame.
    public static let kind: UInt8 = 2

    /// The frame's first byte.
    public let kind: UInt8
    /// Sequence number of the newest input applied for this client.
    public var ackSequence: UInt16
    /// Ticks by which that input came early; −128: there was none.
    public var lead: Int8

    /// A prefix with these values.
    public init(ackSequence: UInt16, lead: Int8) {
        kind = SnapshotPrefix.kind
        self.ackSequence = ackSequence
        self.lead = lead
    }

    /// The head of a tables frame, which all clients get alike.
    public init(_ tables: TablesFrame) {
        kind = TablesFrame.kind
        ackSequence = UInt16(tables.epoch) | (tables.isDense ? 1 << 8 : 0)
        lead = 0
    }

    /// The four bytes as a number whose little-endian bytes they are.
    public var word: UInt32 {
        UInt32(kind) | UInt32(ackSequence) << 8
            | UInt32(UInt8(bitPattern: lead)) << 24
    }
}

/// The head of the part that clients share: what and against what.
///
/// ```
///  0 (4)       4     5       6                  … 11
///  ┌───────────┬─────┬───────┬─────────────────┬───────────┬──────────────
///  │ tick      │ age │ flags │ predecessorAge? │ viewHash? │ world, cues
///  └───────────┴─────┴───────┴─────────────────┴───────────┴──────────────
///
///  flags   bit 0 viewHash │ 1 predecessorAge │ 2 dense mode │ 3 zero │ 4…7 epoch
/// ```
public struct SnapshotHead: Equatable, Sendable {
    /// When the snapshot was taken.
    public var tick: Tick
    /// Ticks back to the baseline; 0: a keyframe.
    public var age: UInt8
    /// Ticks from the baseline back to the predecessor; 0: there is none.
    public var predecessorAge: UInt8
    /// Whether the world is written in dense mode.
    public var isDense: Bool
    /// The epoch of the codec's tables, 0…15.
    public var epoch: UInt8
    /// The hash of the client's state after this frame, when it comes along.
    public var viewHash: UInt32?

    /// The greatest epoch.
    public static let greatestEpoch: UInt8 = 15

    /// A head with these values.
    public init(
        tick: Tick, age: UInt8, predecessorAge: UInt8 = 0, isDense: Bool = false, epoch: UInt8 = 0,
        viewHash: UInt32?
    ) {
        self.tick = tick
        self.age = age
        self.predecessorAge = predecessorAge
        self.isDense = isDense
        self.epoch = epoch
        self.viewHash = viewHash
    }

    /// Bytes of the head.
    public var byteCount: Int { 6 + (predecessorAge == 0 ? 0 : 1) + (viewHash == nil ? 0 : 4) }

    /// Appends the head.
    public func write(into bytes: inout [UInt8]) {
        bytes.append(littleEndian: tick.rawValue)
        bytes.append(age)
        bytes.append(
            (viewHash == nil ? 0 : 1) | (predecessorAge == 0 ? 0 : 2) | (isDense ? 4 : 0)
                | epoch << 4)
        if predecessorAge > 0 { bytes.append(predecessorAge) }
        if let viewHash { bytes.append(littleEndian: viewHash) }
    }
}

/// The head of a whole snapshot frame, as a client reads it.
public struct SnapshotFrame: Equatable, Sendable {
    /// What is meant for this client alone.
    public let prefix: SnapshotPrefix
    /// What all clients with the same view get.
    public let head: SnapshotHead
    /// Where the bits begin.
    public let bodyOffset: Int

    /// Reads the head, or returns nil when `bytes` are not a snapshot frame.
    public init?(parsing bytes: RawSpan) {
        guard bytes.byteCount >= 10,
            bytes.littleEndian(at: 0, as: UInt8.self) == SnapshotPrefix.kind
        else { return nil }
        prefix = SnapshotPrefix(
            ackSequence: bytes.littleEndian(at: 1, as: UInt16.self),
            lead: bytes.littleEndian(at: 3, as: Int8.self))
        let flags = bytes.littleEndian(at: 9, as: UInt8.self)
        var head = SnapshotHead(
            tick: Tick(bytes.littleEndian(at: 4, as: UInt32.self)),
            age: bytes.littleEndian(at: 8, as: UInt8.self),
            isDense: flags & 4 != 0, epoch: flags >> 4, viewHash: nil)
        var offset = 10
        if flags & 2 != 0 {
            guard bytes.byteCount > offset, head.age > 0 else { return nil }
            head.predecessorAge = bytes.littleEndian(at: offset, as: UInt8.self)
            guard head.predecessorAge > 0 else { return nil }
            offset += 1
        }
        if flags & 1 != 0 {
            guard bytes.byteCount >= offset + 4 else { return nil }
            head.viewHash = bytes.littleEndian(at: offset, as: UInt32.self)
            offset += 4
        }
        guard flags & 8 == 0 else { return nil }
        self.head = head
        bodyOffset = offset
    }
}
