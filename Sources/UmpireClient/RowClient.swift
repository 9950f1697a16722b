public import UmpireBasics
public import UmpireProtocol
public import UmpireState

/// The client's half of the protocol: greets, takes a seat, mirrors the world, comes back.
///
/// It knows no socket, no clock and no game: worlds and inputs are rows of a schema. Its owner
/// opens a connection at once and for each `.connect` of `output`, tells what happens to it, does
/// what `output` says and empties it.
public struct RowClient: Sendable {
    /// Where the client stands.
    public internal(set) var state = ClientState.connecting(attempt: 0)
    /// The world as the client knows it.
    public internal(set) var mirror: RowMirror
    /// What the transport must do; empty it after each call with `output.removeAll()`.
    public var output = ClientOutput()
    /// What happened; the owner empties it.
    public var happenings: [ClientHappening] = []
    /// The phase of the room's match, as last told.
    public internal(set) var phase = PhaseName.waiting

    /// The client's own schema.
    let own: SchemaDescription
    /// The way to a server of another version; the mirror is in the server's schema then.
    var bridge: SchemaBridge?
    let name: String?
    let wish: ClientWish
    var backOff: BackOff
    var clock: InputClock
    /// The seat to return to after a loss.
    var resumeToken: String?
    var sequence: UInt16 = 0
    /// When `hello` was sent: its answer measures the way.
    var greetedAt = Instant.zero
    var keyframeWait = KeyframeWait()
    /// `leave` is on its way: an input behind it would come from nobody.
    var isLeaving = false
    private var bits = BitWriter()

    /// A client that wants `wish`; `seed` decides only the jitter of its waits.
    ///
    /// `tickRate` is that of the game, in ticks a second.
    public init(
        _ description: SchemaDescription, tickRate: Int, name: String? = nil,
        wish: ClientWish = .quickMatch, seed: UInt64
    ) {
        self.name = name
        self.wish = wish
        own = description
        mirror = RowMirror(description)
        backOff = BackOff(seed: seed)
        clock = InputClock(tickRate: tickRate)
    }

    /// The newest snapshot in the client's own schema; empty before the first frame.
    public var snapshot: Snapshot { bridge?.snapshot ?? mirror.snapshot }

    /// The seat, while there is one and a connection.
    public var seat: ClientSeat? {
        if case .seated(let seat) = state { seat } else { nil }
    }

    /// When `wake` wants to be called.
    public var nextWake: Instant? {
        if case .lost(let retryAt, _) = state { retryAt } else { nil }
    }

    /// Asks for a new connection when the wait is over.
    public mutating func wake(at now: Instant) {
        guard case .lost(let retryAt, let attempt) = state, now >= retryAt else { return }
        state = .connecting(attempt: attempt)
        output.append(.connect)
    }

    /// The WebSocket is open.
    public mutating func connected(at now: Instant) {
        guard case .connecting = state else { return }
        state = .greeting
        greetedAt = now
        output.send(
            .hello(
                ClientMessage.Hello(
                    name: name, schemaHash: mirror.description.hash, resume: resumeToken)))
    }

    /// The connection could not be opened or is over; `code` is the server's close code.
    public mutating func disconnected(code: UInt16?, at now: Instant) {
        switch state {
        case .lost, .ended: return
        case .connecting, .greeting, .welcomed, .seated, .spectating: break
        }
        let wait: UInt64
        switch ReturnRule(closeCode: code) {
        case .never: return end(code)
        case .atOnce: wait = backOff.none()
        case .backOff: wait = backOff.next()
        case .later: wait = backOff.longest()
        case .afresh:
            resumeToken = nil
            wait = backOff.next()
        }
        let retryAt = now.advanced(byNanoseconds: wait)
        state = .lost(retryAt: retryAt, attempt: backOff.attempt)
        happenings.append(.lost(code: code, retryAt: retryAt))
    }

    /// Sends a message of the owner's own, such as `rematch`; false without a connection.
    @discardableResult
    public mutating func send(_ message: ClientMessage) -> Bool {
        switch state {
        case .connecting, .greeting, .lost, .ended: return false
        case .welcomed, .seated, .spectating:
            output.send(message)
            if message == .leave { isLeaving = true }
            return true
        }
    }

    /// Leaves for good: gives its place up, says 1000 and ends.
    public mutating func quit() {
        switch state {
        case .seated, .spectating:
            output.send(.leave)
            output.append(.close(.normal))
        case .connecting, .greeting, .welcomed: output.append(.close(.normal))
        case .lost: break
        case .ended: return
        }
        end(nil)
    }

    /// Sends what the player does, and returns the input's sequence number; nil without a seat, or
    /// for a row that is not one of the schema's inputs.
    ///
    /// One a tick is right. It is aimed a tick or two beyond the one that the server makes when
    /// it arrives.
    @discardableResult
    public mutating func sendInput(row: [UInt32], at now: Instant) -> UInt16? {
        guard case .seated = state, !isLeaving, row.count == own.input.width
        else { return nil }
        sequence &+= 1
        let head = InputFrame(
            sequence: sequence, tick: clock.target(of: sequence, at: now), ack: mirror.tick)
        bits.reset()
        let words = bridge?.input(row) ?? row
        RawRow.write(words[...], plan: mirror.description.input, into: &bits)
        bits.finish()
        output.sendInput(head, body: bits.bytes)
        return sequence
    }

    mutating func end(_ code: UInt16?) {
        state = .ended(code: code)
        resumeToken = nil
        happenings.append(.ended(code: code))
    }
}
