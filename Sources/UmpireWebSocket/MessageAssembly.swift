/// Makes messages of the data frames' payloads.
struct MessageAssembly: ~Copyable {
    private enum Kind: BitwiseCopyable {
        case text(UTF8Validator)
        case binary
    }

    private let deflation: Deflation?
    private var buffer = ByteBuffer()
    private var kind = Kind.binary
    private var isLastFrame = true
    private var isDelivered = false
    private var isCompressed = false
    private var frames: UInt32 = 0

    init(deflation: Deflation?) { self.deflation = deflation }

    /// Frames of the message so far, the one that is arriving included; 0 between messages.
    var fragments: Int { Int(frames) }

    /// Whether compressed messages are understood.
    var canInflate: Bool { deflation != nil }

    /// Whether the message that waits for another frame is compressed.
    var isInsideCompressed: Bool { isFragmented && isCompressed }

    /// Whether a message waits for another frame.
    var isFragmented: Bool { fragments > 0 }

    /// Bytes gathered of the message.
    var bytes: Int { buffer.count }

    var capacity: Int { buffer.capacity }

    /// Starts a message, or its next frame; control frames change nothing.
    mutating func begin(_ header: FrameHeader) {
        switch header.opcode {
        case .text: kind = .text(UTF8Validator())
        case .binary: kind = .binary
        case .continuation: break
        case .close, .ping, .pong: return
        }
        if header.opcode != .continuation { isCompressed = header.isCompressed }
        frames += 1
        isLastFrame = header.isFinal
    }

    /// Takes the next bytes of a frame; the message when they end it.
    mutating func take(
        _ chunk: UnsafeRawBufferPointer, endsFrame: Bool, limit: Int
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        let endsMessage = endsFrame && isLastFrame
        if !isCompressed { try checkText(chunk, endsMessage: endsMessage) }
        if endsMessage, buffer.count == 0 {
            frames = 0
            return event(isCompressed ? try inflate(chunk, limit: limit) : chunk)
        }
        buffer.append(chunk)
        guard endsMessage else { return nil }
        frames = 0
        isDelivered = true
        return event(isCompressed ? try inflate(buffer.bytes, limit: limit) : buffer.bytes)
    }

    /// Inflates a whole message.
    ///
    /// Its compressed bytes are gathered first, although text in them is then checked only when
    /// the last has come: an inflater for each open message would cost 40 KiB for every peer that
    /// begins one and goes silent, where these bytes cost no more than those of any message.
    private func inflate(
        _ payload: UnsafeRawBufferPointer, limit: Int
    ) throws(WebSocketViolation) -> UnsafeRawBufferPointer {
        guard let deflation else { throw .badCompression }
        let isText = if case .text = kind { true } else { false }
        return try deflation.inflate(payload, limit: limit, isText: isText)
    }

    /// Forgets the message that the last call handed out.
    mutating func clearDelivered() {
        guard isDelivered else { return }
        buffer.clear()
        isDelivered = false
    }

    /// Forgets everything.
    mutating func release() {
        buffer.release()
        frames = 0
        isDelivered = false
    }

    private mutating func checkText(
        _ chunk: UnsafeRawBufferPointer, endsMessage: Bool
    ) throws(WebSocketViolation) {
        guard case .text(var validator) = kind else { return }
        let isValid = validator.accept(chunk) && (validator.isComplete || !endsMessage)
        guard isValid else { throw .invalidText(offset: validator.offset) }
        kind = .text(validator)
    }

    private func event(_ payload: UnsafeRawBufferPointer) -> WebSocketEvent {
        switch kind {
        case .text: .text(payload)
        case .binary: .binary(payload)
        }
    }
}
