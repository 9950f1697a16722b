/// Who has said goodbye (RFC 6455 §7.1); each transition returns what to do.
///
/// ```
///            close(code): send                 receive / fail / end
///   open ───────────────────────▶ closing ─────────────────────────▶ closed
///     └──── receive: echo, end · fail: send, end · end ─────────────────▲
/// ```
/// A timer of the caller's bounds `closing`; when it fires the transport ends.
public struct CloseHandshake: Sendable, Equatable {
    /// How far the goodbye is.
    public enum State: Sendable, Equatable {
        /// Nobody has closed.
        case open
        /// We have sent a close frame and wait for the peer's; its messages are ignored.
        case closing
        /// It is over; `code` says why: the peer's, 1005 for none, 1006 for a lost transport.
        case closed(code: UInt16)
    }

    /// What the caller must do.
    public enum Step: Sendable, Equatable {
        /// Nothing.
        case nothing
        /// Send a close frame and start the timer.
        case send(code: UInt16?)
        /// Send a close frame, then end the transport.
        case sendAndEnd(code: UInt16?)
        /// End the transport.
        case end
    }

    /// How far the goodbye is.
    public private(set) var state = State.open

    /// A conversation in which nobody has closed.
    public init() {}

    /// Whether messages still count; behind a close frame of either side they do not.
    public var isOpen: Bool { state == .open }

    /// We want to close with `code`.
    public mutating func close(code: UInt16) -> Step {
        guard state == .open else { return .nothing }
        state = .closing
        return .send(code: code)
    }

    /// The peer's close frame came.
    public mutating func receive(code: UInt16?) -> Step {
        let before = state
        if case .closed = before { return .nothing }
        state = .closed(code: code ?? CloseCode.none)
        return before == .open ? .sendAndEnd(code: code) : .end
    }

    /// The peer broke the protocol.
    public mutating func fail(_ violation: WebSocketViolation) -> Step {
        let before = state
        if case .closed = before { return .nothing }
        state = .closed(code: violation.closeCode)
        return before == .open ? .sendAndEnd(code: violation.closeCode) : .end
    }

    /// The transport ended by itself: FIN or reset without a close frame.
    public mutating func transportEnded() -> Step { abandon() }

    /// The peer did not answer our close frame in time.
    public mutating func timedOut() -> Step { abandon() }

    private mutating func abandon() -> Step {
        if case .closed = state { return .nothing }
        state = .closed(code: CloseCode.abnormal)
        return .end
    }
}
