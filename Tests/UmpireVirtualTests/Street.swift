import Testing
import UmpireBasics
import UmpireGame
import UmpireNetwork
import UmpireProtocol
import UmpireState
import UmpireVirtual

/// A virtual server of brawls and two players: one over a link that changes, one over a good one.
///
/// Time goes by milliseconds. Each packet is decoded where it arrives.
struct Street {
    /// A packet on its way, or one that came.
    struct Packet: Equatable {
        let arrival: Instant
        let prefix: SnapshotPrefix
        let body: [UInt8]
    }

    /// A player at the end of a link.
    struct Player {
        let connection: ConnectionID
        var link: LinkShaper
        var held: Snapshot
        /// What it held before that; nil after a keyframe.
        var before: Snapshot?
        /// With the tables that its room sent last.
        var decoder: DeltaDecoder
        var onTheWay: [Packet] = []
        var came: [Packet] = []
        /// Bytes that the link held back, at most.
        var mostUnsent = 0
        var closeCode: CloseCode?
        var lastArrival = Instant.zero
    }

    private var server: VirtualServer
    private let game: AnyGame
    private let blank: Snapshot
    private(set) var now = Instant(nanoseconds: 1_000_000_000)
    private var sequence: UInt16 = 0
    var players: [Player] = []

    init(_ profiles: [NetworkProfile]) throws {
        game = AnyGame(Brawl.self)
        blank = Snapshot(shape: game.description.world)
        server = VirtualServer(game, VirtualServerConfiguration(), seed: 5, at: now)
        for profile in profiles {
            let opened = server.open(at: now)
            let connection = try #require(opened)
            let link = LinkShaper(profile, .down, seed: 1, at: now)
            players.append(
                Player(
                    connection: connection, link: link, held: blank,
                    decoder: game.description.codec.decoder(game.info.codec)))
            say(.hello(ClientMessage.Hello()), on: connection)
            say(.quickMatch, on: connection)
        }
    }

    /// From now on a player has another network.
    mutating func change(_ player: Int, to profile: NetworkProfile) {
        players[player].link = LinkShaper(profile, .down, seed: 1, at: now)
    }

    mutating func advance(milliseconds: Int) throws {
        for _ in 0..<milliseconds {
            now = now.advanced(byMilliseconds: 1)
            if let due = server.nextWake, due <= now { server.wake(at: now) }
            take()
            for index in players.indices { try receive(index) }
            if now.nanoseconds(since: .zero) / 1_000_000 % 33 == 0 { sendInputs() }
        }
    }

    /// Whether two players hold the same world of the same tick.
    func isEqual(_ one: Int, _ other: Int) -> Bool { players[one].held == players[other].held }

    private mutating func say(_ message: ClientMessage, on connection: ConnectionID) {
        var bytes: [UInt8] = []
        message.write(into: &bytes)
        server.receive(text: bytes.span, from: connection, at: now)
        take()
    }

    /// Puts what the server sends on the links, and tells it what they hold back.
    private mutating func take() {
        for send in server.sends.list {
            guard let index = players.firstIndex(where: { $0.connection == send.connection })
            else { continue }
            switch send.content {
            case .binary(let prefix, let range):
                let body = Array(server.sends.bytes[range])
                let arrival = carry(body.count + 8, to: index)
                players[index].onTheWay.append(
                    Packet(arrival: arrival, prefix: prefix, body: body))
            case .text(let range): _ = carry(range.count + 4, to: index)
            case .ping: server.heard(send.connection, at: now)
            case .close(let code): players[index].closeCode = code
            case .reset: players[index].closeCode = .goingAway
            }
        }
        server.sends.removeAll()
        for index in players.indices {
            let unsent = players[index].link.unsentBytes(at: now)
            players[index].mostUnsent = max(players[index].mostUnsent, unsent)
            server.setUnsent(unsent, of: players[index].connection, at: now)
        }
    }

    private mutating func carry(_ byteCount: Int, to index: Int) -> Instant {
        let arrival = players[index].link.arrival(ofBytes: byteCount, at: now)
        players[index].lastArrival = max(players[index].lastArrival, arrival)
        return players[index].lastArrival
    }

    private mutating func receive(_ index: Int) throws {
        while let packet = players[index].onTheWay.first, packet.arrival <= now {
            players[index].onTheWay.removeFirst()
            players[index].came.append(packet)
            try players[index].take(packet, game.description)
        }
    }

    /// Everybody runs to and fro; what was received is acknowledged.
    private mutating func sendInputs() {
        sequence &+= 1
        for player in players {
            var bytes: [UInt8] = []
            InputFrame(sequence: sequence, tick: .zero, ack: player.held.tick).write(into: &bytes)
            // Two fields of two bits and one of one: x, y, shooting.
            bytes.append(sequence / 32 % 2 == 0 ? 0b0_01_10 : 0b1_01_00)
            server.receive(binary: bytes.span.bytes, from: player.connection, at: now)
        }
        take()
    }
}

extension Street.Player {
    /// Takes tables, or a snapshot against what it holds.
    fileprivate mutating func take(
        _ packet: Street.Packet, _ description: SchemaDescription
    ) throws {
        var bytes: [UInt8] = []
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: packet.prefix.word >> UInt32(shift)))
        }
        bytes += packet.body
        if packet.prefix.kind == TablesFrame.kind {
            let parsed = TablesFrame(parsing: bytes.span.bytes)
            let head = try #require(parsed)
            var reader = BitReader(bytes.span.bytes, from: TablesFrame.headBytes)
            let plan = description.codec.plan
            let tables = try CodecTables(
                &reader, plan, mode: head.isDense ? .dense : .speed, epoch: head.epoch)
            try reader.requireEnd()
            decoder = DeltaDecoder(plan, tables)
            return
        }
        let parsed = SnapshotFrame(parsing: bytes.span.bytes)
        let frame = try #require(parsed)
        let head = frame.head
        try #require(head.epoch == decoder.epoch && head.isDense == (decoder.mode == .dense))
        let blank = Snapshot(shape: description.world)
        try #require(head.age == 0 || head.tick.distance(since: held.tick) == head.age)
        if head.predecessorAge > 0 {
            let before = try #require(before)
            try #require(held.tick.distance(since: before.tick) == head.predecessorAge)
        }
        var reader = BitReader(bytes.span.bytes, from: frame.bodyOffset)
        var next = blank
        try decoder.decode(
            &reader, against: head.age == 0 ? blank : held, after: before ?? blank,
            SnapshotAges(ahead: head.age, behind: head.predecessorAge), into: &next)
        next.tick = head.tick
        let hash = next.viewHash
        try #require(head.viewHash ?? hash == hash)
        before = head.age == 0 ? nil : held
        held = next
    }
}
