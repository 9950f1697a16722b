public import UmpireBasics
public import UmpireGame
public import UmpireProtocol
import UmpireState

/// A client of one game: a `RowClient` whose world and inputs have the game's types.
///
/// Its owner opens a connection at once and for each `.connect` of `output`, tells what happens to
/// it, does what `output` says and empties it.
public struct ClientSession<G: Game>: Sendable {
    private var client: RowClient
    private let plan: GamePlan<G>
    private var restored: RestoredWorld<G.World>
    private var row: [UInt32] = []

    /// A client that wants `wish`; `seed` decides only the jitter of its waits.
    public init(
        plan: GamePlan<G>, name: String? = nil, wish: ClientWish = .quickMatch, seed: UInt64
    ) {
        self.plan = plan
        client = RowClient(
            plan.description, tickRate: G.info.tickRate, name: name, wish: wish, seed: seed)
        restored = RestoredWorld(plan.world)
    }

    /// Where the client stands.
    public var state: ClientState { client.state }

    /// The world as the client knows it.
    public var mirror: WorldMirror<G> {
        WorldMirror(plan: plan, rows: client.mirror, bridge: client.bridge)
    }

    /// What the transport must do; empty it after each call with `output.removeAll()`.
    public var output: ClientOutput {
        _read { yield client.output }
        _modify { yield &client.output }
    }

    /// What happened; the owner empties it.
    public var happenings: [ClientHappening] {
        _read { yield client.happenings }
        _modify { yield &client.happenings }
    }

    /// The phase of the room's match, as last told.
    public var phase: PhaseName { client.phase }

    /// The seat, while there is one and a connection.
    public var seat: ClientSeat? { client.seat }

    /// The world of the newest snapshot: quantised, and blank where this client sees nothing.
    public var world: G.World {
        mutating get {
            restored.follow(client.snapshot)
            return restored.world
        }
    }

    /// When `wake` wants to be called.
    public var nextWake: Instant? { client.nextWake }

    /// Asks for a new connection when the wait is over.
    public mutating func wake(at now: Instant) { client.wake(at: now) }

    /// The WebSocket is open.
    public mutating func connected(at now: Instant) { client.connected(at: now) }

    /// The connection could not be opened or is over; `code` is the server's close code.
    public mutating func disconnected(code: UInt16?, at now: Instant) {
        client.disconnected(code: code, at: now)
    }

    /// A text frame came: a control message.
    ///
    /// One that cannot be read is a fault of the server's; the client closes with 1002 and returns.
    public mutating func received(text: borrowing Span<UInt8>, at now: Instant) {
        client.received(text: text, at: now)
    }

    /// A binary frame came: a snapshot.
    ///
    /// One that cannot be taken makes the client ask for a keyframe; the fourth time in a row it
    /// closes with 1002 and returns.
    public mutating func received(binary: RawSpan, at now: Instant) {
        client.received(binary: binary, at: now)
    }

    /// Sends a message of the owner's own, such as `rematch`; false without a connection.
    @discardableResult
    public mutating func send(_ message: ClientMessage) -> Bool { client.send(message) }

    /// Leaves for good: gives its place up, says 1000 and ends.
    public mutating func quit() { client.quit() }

    /// Sends what the player does, and returns the input's sequence number; nil without a seat.
    ///
    /// One a tick is right. It is aimed a tick or two beyond the one that the server makes when
    /// it arrives.
    @discardableResult
    public mutating func sendInput(_ input: G.Input, at now: Instant) -> UInt16? {
        row.removeAll(keepingCapacity: true)
        plan.input.appendRow(of: input, to: &row)
        return client.sendInput(row: row, at: now)
    }
}
