import UmpireBasics

/// What travels on a virtual connection.
enum VirtualPacket {
    case open
    case text([UInt8])
    case binary([UInt8])
    /// The other side said this code, or the connection broke (nil).
    case close(UInt16?)
}

/// Where a packet goes.
enum VirtualEnd {
    case server
    case client
}

/// TCP as a game sees it: ordered, reliable connections with a delay for each packet.
struct VirtualNetwork {
    /// A packet that arrives.
    struct Arrival {
        let connection: ConnectionID
        let end: VirtualEnd
        let packet: VirtualPacket
    }

    private struct Wire {
        let bot: Int
        /// When the last packet in each direction arrives: no later one arrives before.
        var lastUp = Instant.zero
        var lastDown = Instant.zero
        /// The client's end still listens.
        var isHeld = true
    }

    private var wires: [Wire] = []
    private var arrivals = DueTimes<Arrival>()
    private var random: GameRandom
    private let latency: UInt64
    private let jitter: UInt64

    init(options: BotsOptions) {
        random = GameRandom(seed: options.seed, stream: 0x2E7)
        latency = VirtualNetwork.nanoseconds(options.latencyMilliseconds)
        jitter = VirtualNetwork.nanoseconds(options.jitterMilliseconds)
    }

    /// When the next packet arrives.
    var next: Instant? { arrivals.next }

    /// The bot at the client's end.
    func bot(at connection: ConnectionID) -> Int { wires[Int(connection.rawValue)].bot }

    /// Whether the client's end still listens.
    func isHeld(_ connection: ConnectionID) -> Bool { wires[Int(connection.rawValue)].isHeld }

    /// A new connection; both ends hear of it when its packet arrives.
    mutating func open(for bot: Int, at now: Instant) -> ConnectionID {
        let connection = ConnectionID(UInt32(wires.count))
        wires.append(Wire(bot: bot))
        send(.open, on: connection, to: .server, at: now)
        // The answer: there and back again.
        let back = now.advanced(byNanoseconds: delay())
        send(.open, on: connection, to: .client, at: back)
        return connection
    }

    /// Puts a packet on its way.
    mutating func send(
        _ packet: VirtualPacket, on connection: ConnectionID, to end: VirtualEnd, at now: Instant
    ) {
        let arrival = now.advanced(byNanoseconds: delay())
        let index = Int(connection.rawValue)
        let due: Instant
        switch end {
        case .server:
            due = max(arrival, wires[index].lastUp)
            wires[index].lastUp = due
        case .client:
            due = max(arrival, wires[index].lastDown)
            wires[index].lastDown = due
        }
        arrivals.insert(Arrival(connection: connection, end: end, packet: packet), due: due)
    }

    /// The client's end listens no more; the server hears of it after the delay and `silence`.
    mutating func letGo(
        _ connection: ConnectionID, at now: Instant, silenceNanoseconds: UInt64 = 0
    ) {
        guard isHeld(connection) else { return }
        wires[Int(connection.rawValue)].isHeld = false
        send(
            .close(nil), on: connection, to: .server,
            at: now.advanced(byNanoseconds: silenceNanoseconds))
    }

    /// Takes the packet that has arrived.
    mutating func take(at now: Instant) -> Arrival? { arrivals.take(at: now)?.item }

    private mutating func delay() -> UInt64 { latency + (UInt64(random.word()) * jitter) >> 32 }

    private static func nanoseconds(_ milliseconds: Double) -> UInt64 {
        // Up to four seconds, so that the product with 32 random bits fits.
        UInt64(min(max(milliseconds, 0), 4_000) * 1_000_000)
    }
}
