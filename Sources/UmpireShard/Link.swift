import UmpireBasics

/// What a shard knows of one connection, in less than a hundred bytes: most connections are idle.
struct Link: Sendable {
    enum State: Sendable {
        /// No hello yet.
        case fresh(deadline: Instant)
        /// In no room.
        case greeted(name: String)
        case seated(SessionID, room: RoomID, player: PlayerID)
        case spectating(name: String, room: RoomID)
        /// Told to close; whatever still comes is ignored.
        case closing
    }

    /// What becomes of an input frame.
    enum InputAdmission {
        case ignored
        case tooMany
        case noSeat
        case seat(RoomID, PlayerID)
        /// The first after a return: the client has the new token.
        case returned(SessionID, RoomID, PlayerID)
    }

    var state: State
    /// The player came back, and no input has shown that the answer arrived.
    var isReturning = false
    private var messages: TokenCredit
    private var inputs: TokenCredit
    private var creations: TokenCredit
    var resyncs = ResyncAllowance()
    var refusals = RefusalWindow()

    init(_ rates: LinkRates, now: Instant) {
        state = .fresh(
            deadline: now.advanced(byMilliseconds: Limits.helloSeconds * 1_000))
        messages = TokenCredit(full: rates.messages, now: now)
        inputs = TokenCredit(full: rates.inputs, now: now)
        creations = TokenCredit(full: rates.creations, now: now)
    }

    /// Whether a control message is not one too many; nil when it is to be ignored.
    mutating func admitMessage(_ rates: LinkRates, at now: Instant) -> Bool? {
        if case .closing = state { return nil }
        return messages.take(rates.messages, now: now)
    }

    /// Whether the connection may create a room now.
    mutating func admitCreation(_ rates: LinkRates, at now: Instant) -> Bool {
        creations.take(rates.creations, now: now)
    }

    mutating func admitInput(_ rates: LinkRates, at now: Instant) -> InputAdmission {
        if case .closing = state { return .ignored }
        guard inputs.take(rates.inputs, now: now) else { return .tooMany }
        guard case .seated(let session, let room, let player) = state else { return .noSeat }
        guard isReturning else { return .seat(room, player) }
        isReturning = false
        return .returned(session, room, player)
    }
}
