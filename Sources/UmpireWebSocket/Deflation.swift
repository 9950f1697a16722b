import UmpireBasics

/// Compresses and inflates the messages of all connections of one loop (RFC 7692).
///
/// No message refers to another, so one inflater and one deflater for each window size serve every
/// connection, and a connection costs nothing for it. zlib's memory (about 40 KiB to inflate, up to
/// 256 KiB for each window size to compress) is taken when first needed.
public final class Deflation {
    /// Payloads with fewer bytes travel as they are: the header of a block eats what it saves.
    public static let minPayloadBytes = 64
    /// The end of every compressed message, which does not travel (RFC 7692 §7.2.1).
    static let tail: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]
    /// Memory for messages that is worth keeping.
    private static let keptBytes = 65_536

    private lazy var inflater = Inflater()
    private var deflaters: [Deflater?] = Array(repeating: nil, count: 16)
    private var inflated = ByteBuffer()
    private var compressed = ByteBuffer()

    /// A compressor without memory, for the connections of one thread.
    public init() {}

    /// Memory held for messages, without zlib's own.
    public var bufferedCapacityBytes: Int { inflated.capacity + compressed.capacity }

    // MARK: receiving

    /// The most compressed bytes worth reading of a message: what it has at least as many of when
    /// inflated, and the few that zlib adds to data that it cannot make smaller.
    static func maxCompressedBytes(maxMessageBytes: Int) -> Int {
        maxMessageBytes + maxMessageBytes >> 10 + 64
    }

    /// Inflates a whole message, never to more than `limit` bytes.
    ///
    /// - Returns: the message, valid until this or another connection's next one.
    func inflate(
        _ payload: UnsafeRawBufferPointer, limit: Int, isText: Bool
    ) throws(WebSocketViolation) -> UnsafeRawBufferPointer {
        inflated.clear(keeping: Self.keptBytes)
        inflater.reset()
        var validator = isText ? UTF8Validator() : nil
        inflater.give(payload)
        try takeAll(limit: limit, checking: &validator)
        let count = inflated.count
        let failure: WebSocketViolation? = Self.tail.withUnsafeBytes { tail in
            inflater.give(tail)
            do throws(WebSocketViolation) {
                try takeAll(limit: limit, checking: &validator)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        // Where data end too early, the tail is read as a part of them.
        guard inflater.isAtBlockEnd, inflated.count == count else { throw .badCompression }
        if let validator, !validator.isComplete { throw .invalidText(offset: validator.offset) }
        return inflated.bytes
    }

    /// Takes all that the given input inflates to; text is checked as it comes out.
    private func takeAll(
        limit: Int, checking validator: inout UTF8Validator?
    ) throws(WebSocketViolation) {
        while true {
            let room = inflated.room(limit: limit)
            if room.isEmpty { return try takeNothing(limit: limit) }
            let step = inflater.step(into: room)
            switch step {
            case .bad: throw .badCompression
            case .full(let count), .used(let count):
                let chunk = UnsafeRawBufferPointer(rebasing: room[..<count])
                if validator?.accept(chunk) == false {
                    throw .invalidText(offset: validator?.offset ?? 0)
                }
                inflated.commit(count)
            }
            if case .used = step { return }
        }
    }

    /// Takes the rest of the input of a message at its limit, where one byte more is too many.
    private func takeNothing(limit: Int) throws(WebSocketViolation) {
        let step = withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { room in
            inflater.step(into: room)
        }
        switch step {
        case .used: return
        case .full: throw .messageTooBig(bytes: UInt64(limit) + 1, limit: limit)
        case .bad: throw .badCompression
        }
    }

    // MARK: sending

    /// Appends a server's frame of a whole message, compressed if that makes it smaller.
    public func append(
        _ opcode: Opcode, payload: UnsafeRawBufferPointer, under agreement: CompressionAgreement?,
        to output: inout [UInt8]
    ) {
        require(!opcode.isControl, "a control frame is never compressed (RFC 7692 §6.1)")
        guard let agreement, payload.count >= Self.minPayloadBytes, payload.count <= 1 << 30 else {
            return FrameEncoder.append(opcode, payload: payload, to: &output)
        }
        compressed.clear(keeping: Self.keptBytes)
        compressed.reserve(payload.count + 3)
        let room = compressed.room(limit: payload.count + 3)
        let deflater = deflater(windowBits: agreement.serverWindowBits)
        guard let count = deflater.compress(payload, into: room) else {
            return FrameEncoder.append(opcode, payload: payload, to: &output)
        }
        FrameEncoder.appendHeader(
            opcode, payloadBytes: count, isCompressed: true, to: &output)
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: room[..<count]))
    }

    private func deflater(windowBits: UInt8) -> Deflater {
        if let deflater = deflaters[Int(windowBits)] { return deflater }
        let deflater = Deflater(windowBits: windowBits)
        deflaters[Int(windowBits)] = deflater
        return deflater
    }
}
