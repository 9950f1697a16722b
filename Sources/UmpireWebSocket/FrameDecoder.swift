/// Reads WebSocket frames from bytes that arrive in any pieces (RFC 6455 §5), strictly.
///
/// The caller pulls: it calls `next` until that gives nil. A message that lies whole and in one
/// frame inside the input is unmasked in place and handed out without a copy or an allocation; only
/// others are gathered in a buffer, which grows with the bytes that arrive, never with an announced
/// length, and is given back when it was large.
///
/// ```
///            header complete                payload complete
///  header ───────────────────▶ payload ───────────────────────▶ header
///                                 │ close frame complete
///     any violation: failed       └─────────────────────────────▶ closed: the rest is ignored
/// ```
public struct FrameDecoder: ~Copyable {
    /// A frame whose payload is arriving.
    private struct OpenFrame: BitwiseCopyable {
        var receivedBytes = 0
        let header: FrameHeader

        var isComplete: Bool { receivedBytes == header.payloadBytes }
    }

    private enum Stage: BitwiseCopyable {
        case header
        case payload(OpenFrame)
        case closed
        case failed(WebSocketViolation)
    }

    private let role: WebSocketRole
    private let limits: Limits
    private var stage = Stage.header
    private var partialHeader = PartialHeader()
    private var message: MessageAssembly
    private var control = ByteBuffer()
    private var isControlDelivered = false

    /// A decoder at the start of a connection; `role` is ours, not the peer's.
    ///
    /// - Parameter deflation: the loop's, if compression was negotiated; else compressed messages
    ///   are refused.
    public init(role: WebSocketRole, limits: Limits = Limits(), deflation: Deflation? = nil) {
        self.role = role
        self.limits = limits
        message = MessageAssembly(deflation: deflation)
    }

    /// Memory held for payloads that are not complete.
    public var bufferedCapacityBytes: Int { message.capacity + control.capacity }

    /// Whether a frame or a message has begun and not ended: what a deadline should watch.
    public var isMidMessage: Bool {
        switch stage {
        case .header: partialHeader.count > 0 || message.isFragmented
        case .payload: true
        case .closed, .failed: false
        }
    }

    /// Whether the peer's close frame has been read.
    public var isClosed: Bool {
        if case .closed = stage { true } else { false }
    }

    /// Takes bytes from the front of `input` up to the end of one message or control frame.
    ///
    /// The bytes that it takes are overwritten (unmasked). The event's payload lies in `input`, in
    /// the decoder, or, inflated, in its `Deflation`; it is valid until the next call of a decoder
    /// with that. Behind a close frame everything is ignored; behind a violation every call throws
    /// the same one.
    ///
    /// - Returns: nil when `input` is used up and more is needed.
    public mutating func next(
        _ input: inout UnsafeMutableRawBufferPointer
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        clearDelivered()
        do throws(WebSocketViolation) {
            while true {
                switch stage {
                case .header:
                    let header = try partialHeader.take(&input, rules: rules)
                    guard let header else { return nil }
                    message.begin(header)
                    stage = .payload(OpenFrame(header: header))
                case .payload(let frame):
                    if let event = try takePayload(frame, &input) { return event }
                    if case .payload = stage { return nil }
                case .closed:
                    _ = input.takePrefix(input.count)
                    return nil
                case .failed(let violation):
                    throw violation
                }
            }
        } catch {
            stage = .failed(error)
            message.release()
            control.release()
            throw error
        }
    }

    private var rules: FrameRules {
        FrameRules(
            role: role, isInsideMessage: message.isFragmented, fragments: message.fragments,
            messageBytes: message.bytes, isInsideCompressed: message.isInsideCompressed,
            allowsCompression: message.canInflate, limits: limits)
    }

    private mutating func clearDelivered() {
        message.clearDelivered()
        if isControlDelivered {
            control.clear()
            isControlDelivered = false
        }
    }

    /// Takes what is there of a frame's payload; nil when nothing can be handed out yet.
    private mutating func takePayload(
        _ open: OpenFrame, _ input: inout UnsafeMutableRawBufferPointer
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        var frame = open
        let missing = frame.header.payloadBytes - frame.receivedBytes
        let chunk = input.takePrefix(min(missing, input.count))
        frame.header.mask?.apply(to: chunk, phase: frame.receivedBytes)
        let isFirst = frame.receivedBytes == 0
        frame.receivedBytes += chunk.count
        stage = frame.isComplete ? .header : .payload(frame)
        let bytes = UnsafeRawBufferPointer(chunk)
        if frame.header.opcode.isControl {
            return try takeControl(frame, bytes, isFirst: isFirst)
        }
        return try message.take(
            bytes, endsFrame: frame.isComplete, limit: limits.maxMessageBytes)
    }

    private mutating func takeControl(
        _ frame: OpenFrame, _ chunk: UnsafeRawBufferPointer, isFirst: Bool
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        let isWhole = isFirst && frame.isComplete
        if !isWhole { control.append(chunk) }
        guard frame.isComplete else { return nil }
        isControlDelivered = true
        let payload = isWhole ? chunk : control.bytes
        switch frame.header.opcode {
        case .ping: return .ping(payload)
        case .pong: return .pong(payload)
        default:
            stage = .closed
            message.release()
            return try ClosePayload.parse(payload)
        }
    }
}
