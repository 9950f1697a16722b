/// The payload of a close frame: nothing, or a code and a reason (RFC 6455 §5.5.1).
enum ClosePayload {
    static func parse(
        _ payload: UnsafeRawBufferPointer
    ) throws(WebSocketViolation) -> WebSocketEvent {
        if payload.isEmpty { return .close(code: nil, reason: payload) }
        guard payload.count >= 2 else { throw .truncatedCloseCode }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        guard CloseCode.isAllowed(code) else { throw .closeCodeNotAllowed(code) }
        let reason = UnsafeRawBufferPointer(rebasing: payload[2...])
        var validator = UTF8Validator()
        guard validator.accept(reason), validator.isComplete else {
            throw .invalidReason(offset: validator.offset)
        }
        return .close(code: code, reason: reason)
    }
}
