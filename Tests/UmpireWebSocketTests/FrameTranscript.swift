import Testing
import UmpireWebSocket

/// An event with a payload that stays.
enum RecordedEvent: Equatable {
    case text([UInt8])
    case binary([UInt8])
    case ping([UInt8])
    case pong([UInt8])
    case close(code: UInt16?, reason: [UInt8])

    init(_ event: WebSocketEvent) {
        switch event {
        case .text(let payload): self = .text(Array(payload))
        case .binary(let payload): self = .binary(Array(payload))
        case .ping(let payload): self = .ping(Array(payload))
        case .pong(let payload): self = .pong(Array(payload))
        case .close(let code, let reason): self = .close(code: code, reason: Array(reason))
        }
    }
}

/// Everything that a decoder says about some bytes.
struct FrameTranscript: Equatable {
    var events: [RecordedEvent] = []
    var violation: WebSocketViolation?

    /// Feeds `bytes` in pieces that end at `cuts`, which are in order, and then the rest.
    init(
        _ bytes: [UInt8], role: WebSocketRole = .server, cuts: [Int] = [],
        limits: FrameDecoder.Limits = FrameDecoder.Limits(), deflation: Deflation? = nil
    ) {
        var decoder = FrameDecoder(role: role, limits: limits, deflation: deflation)
        var start = 0
        for end in cuts + [bytes.count] {
            feed(Array(bytes[start..<end]), to: &decoder)
            start = end
        }
    }

    /// Each piece has memory of its own, so that a read behind its end can be found.
    mutating func feed(_ piece: [UInt8], to decoder: inout FrameDecoder) {
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: piece.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: piece)
        var input = memory
        do throws(WebSocketViolation) {
            while let event = try decoder.next(&input) { events.append(RecordedEvent(event)) }
            if !input.isEmpty { Issue.record("nil left \(input.count) bytes") }
        } catch {
            violation = error
        }
    }

    /// The transcript, if every one of `splits` gives the same one; else nil.
    static func ofEverySplit(
        _ bytes: [UInt8], role: WebSocketRole = .server,
        limits: FrameDecoder.Limits = FrameDecoder.Limits(), deflation: Deflation? = nil
    ) -> FrameTranscript? {
        let read = { (cuts: [Int]) in
            FrameTranscript(bytes, role: role, cuts: cuts, limits: limits, deflation: deflation)
        }
        let whole = read([])
        guard read(Array(0..<bytes.count)) == whole else { return nil }
        for cut in 0...bytes.count {
            let cutInTwo = read([cut])
            guard cutInTwo == whole else { return nil }
        }
        return whole
    }
}

/// A masked frame of a client.
func clientFrame(
    _ opcode: Opcode, _ payload: [UInt8] = [], isFinal: Bool = true, key: UInt32 = 0x37FA_213D
) -> [UInt8] {
    var bytes: [UInt8] = []
    FrameEncoder.append(opcode, payload: payload, maskKey: key, isFinal: isFinal, to: &bytes)
    return bytes
}

/// A masked frame whose first two bytes and length bytes are given as they are.
func rawFrame(_ first: UInt8, _ second: UInt8, _ length: [UInt8] = [], payload: [UInt8] = [])
    -> [UInt8]
{
    [first, second | 0x80] + length + [0, 0, 0, 0] + payload
}

/// The eight bytes of a long length.
func longLength(_ length: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(56 - 8 * $0)) }
}
