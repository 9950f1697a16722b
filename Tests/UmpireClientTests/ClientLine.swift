import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

/// A client with a server's end in the test's hand.
struct ClientLine {
    var session: ClientSession<Swarm>
    var now = Instant(nanoseconds: 1_000_000_000)
    /// Text frames that the client sent.
    var said: [String] = []
    /// Binary frames that the client sent.
    var sent: [[UInt8]] = []
    /// Codes with which the client closed.
    var closes: [CloseCode] = []
    /// Connections that the client asked for, besides the first.
    var connects = 0
    /// All that happened.
    var happenings: [ClientHappening] = []
    private let plan: GamePlan<Swarm>

    init(
        plan: GamePlan<Swarm>, name: String? = nil, wish: ClientWish = .quickMatch, seed: UInt64 = 1
    ) {
        self.plan = plan
        session = ClientSession(plan: plan, name: name, wish: wish, seed: seed)
    }

    var welcome: ServerMessage {
        var welcome = ServerMessage.Welcome()
        welcome.game = "swarm"
        welcome.schemaHash = plan.description.hash
        return .welcome(welcome)
    }

    /// For each `seated` so far: was it the old seat?
    var seatings: [Bool] {
        happenings.compactMap {
            if case .seated(_, let isReturned) = $0 { isReturned } else { nil }
        }
    }

    func seat(
        player: PlayerID? = PlayerID(1), returned: Bool = false, token: String?
    ) -> ServerMessage.Seated {
        ServerMessage.Seated(
            room: "ROOM", player: player, isReturned: returned, resumeToken: token, phase: .running,
            tick: .zero)
    }

    /// Everything up to the seat.
    mutating func join(token: String = "t1") {
        connect()
        say(welcome)
        say(.seated(seat(token: token)))
    }

    mutating func connect() {
        session.connected(at: now)
        drain()
    }

    /// Waits as long as the client wants to, and connects.
    mutating func reconnect() {
        guard let due = session.nextWake else { return }
        now = max(now, due)
        session.wake(at: now)
        connect()
    }

    mutating func say(_ message: ServerMessage) {
        var bytes: [UInt8] = []
        message.write(into: &bytes)
        session.received(text: bytes.span, at: now)
        drain()
    }

    mutating func sendText(_ text: String) {
        session.received(text: Array(text.utf8).span, at: now)
        drain()
    }

    mutating func send(_ bytes: [UInt8]) {
        session.received(binary: bytes.span.bytes, at: now)
        drain()
    }

    /// Does what the client wants done.
    mutating func drain() {
        let bytes = session.output.bytes
        for action in session.output.actions {
            switch action {
            case .connect: connects += 1
            case .text(let range): said.append(String(decoding: bytes[range], as: UTF8.self))
            case .binary(let range): sent.append(Array(bytes[range]))
            case .close(let code): closes.append(code)
            }
        }
        session.output.removeAll()
        happenings += session.happenings
        session.happenings.removeAll()
    }
}
