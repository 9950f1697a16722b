public import UmpireBasics

/// The head of an input frame; the row of the game's input follows it.
///
/// ```
///  0     1           3           7           11
///  ┌─────┬───────────┬───────────┬───────────┬────────────
///  │ 1   │ sequence  │ tick      │ ack       │ input bits
///  └─────┴───────────┴───────────┴───────────┴────────────
/// ```
public struct InputFrame: Equatable, Sendable {
    /// Bytes of the head.
    public static let headBytes = 11
    /// The first byte.
    public static let kind: UInt8 = 1

    /// One more with each input; wraps.
    public var sequence: UInt16
    /// The tick it is meant for; 0: the next one.
    public var tick: Tick
    /// The newest snapshot that came; 0: none.
    public var ack: Tick

    /// A head with these values.
    public init(sequence: UInt16, tick: Tick, ack: Tick) {
        self.sequence = sequence
        self.tick = tick
        self.ack = ack
    }

    /// Reads the head, or returns nil when `bytes` are not an input frame with `inputBits` bits of
    /// input.
    public init?(parsing bytes: RawSpan, inputBits: Int) {
        guard bytes.byteCount == InputFrame.headBytes + (inputBits + 7) / 8,
            bytes.littleEndian(at: 0, as: UInt8.self) == InputFrame.kind
        else { return nil }
        sequence = bytes.littleEndian(at: 1, as: UInt16.self)
        tick = Tick(bytes.littleEndian(at: 3, as: UInt32.self))
        ack = Tick(bytes.littleEndian(at: 7, as: UInt32.self))
    }

    /// The newest snapshot that the sender of an input frame has; nil when `bytes` have no head.
    public static func ack(in bytes: RawSpan) -> Tick? {
        guard bytes.byteCount >= headBytes else { return nil }
        return Tick(bytes.littleEndian(at: 7, as: UInt32.self))
    }

    /// Appends the head.
    public func write(into bytes: inout [UInt8]) {
        bytes.append(InputFrame.kind)
        bytes.append(littleEndian: sequence)
        bytes.append(littleEndian: tick.rawValue)
        bytes.append(littleEndian: ack.rawValue)
    }
}

extension RawSpan {
    /// The number at `offset`, which lies inside.
    func littleEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Number.Type
    ) -> Number {
        require(offset + MemoryLayout<Number>.size <= byteCount, "a header lies in its frame")
        return Number(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }
}
