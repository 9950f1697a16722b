import UmpireBasics
import UmpireWebSocket

/// Everything that a frame decoder says about some bytes.
struct FrameRecord: Equatable {
    /// Kind, length and payload of each event, one behind the other.
    private(set) var events: [UInt8] = []
    private(set) var violation: WebSocketViolation?

    init(_ input: FuzzInput, whole: Bool, decoder: consuming FrameDecoder, maxBytes: Int) {
        var decoder = decoder
        input.feed(whole: whole) { piece in
            var rest = piece
            do throws(WebSocketViolation) {
                while let event = try decoder.next(&rest) { add(event, maxBytes: maxBytes) }
                require(rest.isEmpty, "a decoder that wants more has taken all")
            } catch {
                require(violation == nil || violation == error, "a violation stays the same")
                violation = error
                require(decoder.bufferedCapacityBytes == 0, "a violation gives memory back")
            }
        }
        if let violation {
            require(CloseCode.isAllowed(violation.closeCode), "a violation's code may travel")
        }
    }

    private mutating func add(_ event: WebSocketEvent, maxBytes: Int) {
        switch event {
        case .text(let payload):
            require(payload.count <= maxBytes, "a message keeps to its limit")
            require(
                String(validating: payload, as: UTF8.self) != nil,
                "the standard library agrees that a text is UTF-8")
            add(1, payload)
        case .binary(let payload):
            require(payload.count <= maxBytes, "a message keeps to its limit")
            add(2, payload)
        case .ping(let payload): addControl(3, payload)
        case .pong(let payload): addControl(4, payload)
        case .close(let code, let reason):
            require(code.map(CloseCode.isAllowed) ?? true, "only codes that may travel come in")
            events += [UInt8((code ?? 0) >> 8), UInt8((code ?? 0) & 0xFF)]
            addControl(5, reason)
        }
    }

    private mutating func addControl(_ kind: UInt8, _ payload: UnsafeRawBufferPointer) {
        require(payload.count <= Opcode.maxControlBytes, "a control frame is small")
        add(kind, payload)
    }

    private mutating func add(_ kind: UInt8, _ payload: UnsafeRawBufferPointer) {
        events += [kind, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        events.append(contentsOf: payload)
    }
}
