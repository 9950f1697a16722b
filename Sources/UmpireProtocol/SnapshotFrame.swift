public import UmpireBasics

/// The part of a snapshot frame that differs between the clients of a room: four bytes.
public struct SnapshotPrefix: Equatable, Sendable, BitwiseCopyable {
    /// Bytes of it.
    public static let byteCount = 4
    /// The first byte of a snapshot frame.
    public static let kind: UInt8 = 2

    /// Sequence number of the newest input applied for this client.
    public var ackSequence: UInt16
    /// Ticks by which that input came early; −128: there was none.
    public var lead: Int8

    /// A prefix with these values.
    public init(ackSequence: UInt16, lead: Int8) {
        self.ackSequence = ackSequence
        self.lead = lead
    }

    /// The four bytes as a number whose little-endian bytes they are.
    public var word: UInt32 {
        UInt32(SnapshotPrefix.kind) | UInt32(ackSequence) << 8
            | UInt32(UInt8(bitPattern: lead)) << 24
    }
}

/// The head of the part that clients share: what and against what.
///
/// ```
///  0 (4)       4     5       6 …  10
///  ┌───────────┬─────┬───────┬───────────┬──────────────
///  │ tick      │ age │ flags │ viewHash? │ world, cues
///  └───────────┴─────┴───────┴───────────┴──────────────
/// ```
public struct SnapshotHead: Equatable, Sendable {
    /// When the snapshot was taken.
    public var tick: Tick
    /// Ticks back to the baseline; 0: a keyframe.
    public var age: UInt8
    /// The hash of the client's state after this frame, when it comes along.
    public var viewHash: UInt32?

    /// A head with these values.
    public init(tick: Tick, age: UInt8, viewHash: UInt32?) {
        self.tick = tick
        self.age = age
        self.viewHash = viewHash
    }

    /// Appends the head.
    public func write(into bytes: inout [UInt8]) {
        bytes.append(littleEndian: tick.rawValue)
        bytes.append(age)
        bytes.append(viewHash == nil ? 0 : 1)
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
        let flags = bytes.littleEndian(at: 9, as: UInt8.self)
        let hasHash = flags & 1 == 1
        guard flags <= 1, !hasHash || bytes.byteCount >= 14 else { return nil }
        prefix = SnapshotPrefix(
            ackSequence: bytes.littleEndian(at: 1, as: UInt16.self),
            lead: bytes.littleEndian(at: 3, as: Int8.self))
        head = SnapshotHead(
            tick: Tick(bytes.littleEndian(at: 4, as: UInt32.self)),
            age: bytes.littleEndian(at: 8, as: UInt8.self),
            viewHash: hasHash ? bytes.littleEndian(at: 10, as: UInt32.self) : nil)
        bodyOffset = hasHash ? 14 : 10
    }
}
