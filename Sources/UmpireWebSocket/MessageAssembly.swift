/// Makes messages of the data frames' payloads.
struct MessageAssembly: ~Copyable {
    private enum Kind: BitwiseCopyable {
        case text(UTF8Validator)
        case binary
    }

    private var kind = Kind.binary
    private var buffer = ByteBuffer()
    private var isLastFrame = true
    private var isDelivered = false
    /// Frames of the message so far, the one that is arriving included; 0 between messages.
    private(set) var fragments = 0

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
        fragments += 1
        isLastFrame = header.isFinal
    }

    /// Takes the next bytes of a frame; the message when they end it.
    mutating func take(
        _ chunk: UnsafeRawBufferPointer, endsFrame: Bool
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        let endsMessage = endsFrame && isLastFrame
        try checkText(chunk, endsMessage: endsMessage)
        if endsMessage, buffer.count == 0 {
            fragments = 0
            return event(chunk)
        }
        buffer.append(chunk)
        guard endsMessage else { return nil }
        fragments = 0
        isDelivered = true
        return event(buffer.bytes)
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
        fragments = 0
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
