import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireState
@testable import UmpireRoom

/// A room with clients that decode every packet, over links that may be slow.
final class Pen {
    /// What a client was sent.
    struct Packet: Equatable {
        let tick: Tick
        let age: UInt8
        let epoch: UInt8
        let bytes: [UInt8]
    }

    /// A cue as a client was told of it.
    struct HeardCue: Equatable {
        let tick: Tick
        let number: UInt32
    }

    /// One client and its link.
    struct Client {
        let connection: ConnectionID
        let player: PlayerID?
        var held: Snapshot
        /// What it held before that.
        var before: Snapshot?
        /// With the tables that it was sent last.
        var decoder: DeltaDecoder
        /// Tables frames that came, and how many packets came before each.
        var tables: [(frame: [UInt8], packets: Int)] = []
        var packets: [Packet] = []
        /// The cues since the last keyframe.
        var heard: [HeardCue] = []
        /// Their numbers.
        var cues: [UInt32] { heard.map(\.number) }
        /// Bytes that the link takes in a tick; nil: all.
        var bytesPerTick: Int?
        var unsent = 0
        var mostUnsent = 0
        /// Ticks from a packet's sending to its acknowledgement; nil: never.
        var acknowledgesAfter: Int?
        var isBarking = false
    }

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    let room: Room
    private let game: AnyGame
    private let blank: Snapshot
    private var effects = Effects()
    private(set) var clients: [Client] = []
    private var sequence: UInt16 = 0

    init<G: Game>(_ type: G.Type, seed: UInt64 = 1) {
        game = AnyGame(type)
        blank = Snapshot(shape: game.description.world)
        let settings = RoomSettings(
            id: RoomID(1), code: "ABCDE", seats: game.info.seats, isPublic: true,
            isStanding: false, botSeats: 0, seed: seed, isRecorded: false,
            openedAtMilliseconds: 0)
        let clock = RoomClock(
            start: .zero, tickRate: game.info.tickRate, phase: 0, now: .zero)
        room = Room(settings, game: game, clock: clock)
    }

    /// A room with so many who play and who watch, after so many ticks.
    convenience init<G: Game>(
        _ type: G.Type, players: Int, watchers: Int = 0, ticks: Int
    ) throws {
        self.init(type)
        for _ in 0..<players { _ = try join() }
        for _ in 0..<watchers { _ = try watch() }
        try advance(ticks: ticks)
    }

    subscript(index: Int) -> Client {
        get { clients[index] }
        _modify { yield &clients[index] }
    }

    /// Seats a client and returns its number.
    func join() throws -> Int {
        let connection = ConnectionID(UInt32(clients.count + 1))
        let occupant = Occupant(session: SessionID(UInt64(clients.count)), name: "P")
        guard let player = room.join(occupant, on: connection) else {
            throw Fault(description: "no seat is free")
        }
        return add(connection, player)
    }

    /// Lets a client watch and returns its number.
    func watch() throws -> Int {
        let connection = ConnectionID(UInt32(clients.count + 1))
        guard room.spectate(on: connection) else { throw Fault(description: "no place is free") }
        return add(connection, nil)
    }

    private func add(_ connection: ConnectionID, _ player: PlayerID?) -> Int {
        clients.append(
            Client(
                connection: connection, player: player, held: blank,
                decoder: game.description.codec.decoder(game.info.codec)))
        return clients.count - 1
    }

    /// Makes ticks; throws when a client's state is not what the room believes it to be.
    func advance(ticks: Int) throws(Fault) {
        for _ in 0..<ticks {
            speak()
            room.advance(sendsSnapshots: true, &effects)
            for effect in effects.list {
                guard case .snapshot(let connection, let prefix, let range) = effect else {
                    continue
                }
                let body = effects.bytes[range.start..<(range.start + range.count)]
                try deliver(Array(body), prefix, to: connection)
            }
            effects.removeAll()
            for client in clients { try checkBelief(of: client) }
            carry()
        }
    }

    /// Whether a client holds all of what there is to see.
    func isUpToDate(_ index: Int) -> Bool {
        shown(to: index).viewHash == clients[index].held.viewHash
    }

    /// All that there is to see for a client.
    func shown(to index: Int) -> Snapshot {
        var shown = blank
        _ = room.viewHash(of: clients[index].player, scratch: &shown)
        return shown
    }

    /// The member behind a client.
    func member(_ index: Int) -> Member? {
        room.members.first { $0.connection == clients[index].connection }
    }

    private func speak() {
        sequence &+= 1
        for client in clients {
            guard let player = client.player else { continue }
            if let after = client.acknowledgesAfter,
                let packet = client.packets.last(where: {
                    room.tick.distance(since: $0.tick) >= after
                })
            {
                room.acknowledge(client.connection, packet.tick)
            }
            var bytes: [UInt8] = []
            InputFrame(sequence: sequence, tick: .zero, ack: .zero).write(into: &bytes)
            bytes.append(client.isBarking ? 1 : 0)
            _ = room.receive(input: bytes.span.bytes, of: player)
        }
    }

    private func deliver(
        _ body: [UInt8], _ prefix: SnapshotPrefix, to connection: ConnectionID
    ) throws(Fault) {
        guard let index = clients.firstIndex(where: { $0.connection == connection }) else {
            throw Fault(description: "a snapshot for nobody")
        }
        var bytes: [UInt8] = []
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: prefix.word >> UInt32(shift)))
        }
        bytes += body
        if prefix.kind == TablesFrame.kind { return try take(tables: bytes, index) }
        guard let frame = SnapshotFrame(parsing: bytes.span.bytes) else {
            throw Fault(description: "no snapshot frame")
        }
        var next = blank
        let cues = try decode(bytes, frame, of: &clients[index], into: &next)
        clients[index].heard = frame.head.age == 0 ? cues : clients[index].heard + cues
        clients[index].before = clients[index].held
        clients[index].held = next
        clients[index].packets.append(
            Packet(
                tick: frame.head.tick, age: frame.head.age, epoch: frame.head.epoch,
                bytes: body))
        noteUnsent(body, of: index)
    }

    private func noteUnsent(_ body: [UInt8], of index: Int) {
        clients[index].unsent += body.count + SnapshotSender.frameBytes
        clients[index].mostUnsent = max(clients[index].mostUnsent, clients[index].unsent)
    }

    private func take(tables bytes: [UInt8], _ index: Int) throws(Fault) {
        guard let head = TablesFrame(parsing: bytes.span.bytes) else {
            throw Fault(description: "no tables frame")
        }
        let plan = game.description.codec.plan
        do throws(DecodeError) {
            var reader = BitReader(bytes.span.bytes, from: TablesFrame.headBytes)
            let tables = try CodecTables(
                &reader, plan, mode: head.isDense ? .dense : .speed, epoch: head.epoch)
            try reader.requireEnd()
            clients[index].decoder = DeltaDecoder(plan, tables)
        } catch {
            throw Fault(description: "\(error) in tables")
        }
        clients[index].tables.append((bytes, clients[index].packets.count))
        noteUnsent(Array(bytes.dropFirst(TablesFrame.headBytes)), of: index)
    }

    private func decode(
        _ bytes: [UInt8], _ frame: SnapshotFrame, of client: inout Client,
        into next: inout Snapshot
    ) throws(Fault) -> [HeardCue] {
        let (tick, age) = (frame.head.tick, UInt32(frame.head.age))
        guard tick == room.tick, age == 0 || client.held.tick.rawValue == tick.rawValue - age
        else { throw Fault(description: "an unknown baseline at \(tick)") }
        let before = client.before ?? blank
        let behind = frame.head.predecessorAge
        guard behind == 0 || client.held.tick.distance(since: before.tick) == Int(behind) else {
            throw Fault(description: "an unknown predecessor at \(tick)")
        }
        guard frame.head.epoch == client.decoder.epoch,
            frame.head.isDense == (client.decoder.mode == .dense)
        else { throw Fault(description: "unknown tables at \(tick)") }
        var reader = BitReader(bytes.span.bytes, from: frame.bodyOffset)
        var cues: [HeardCue] = []
        do throws(DecodeError) {
            try client.decoder.decode(
                &reader, against: age == 0 ? blank : client.held, after: before,
                SnapshotAges(ahead: frame.head.age, behind: behind), into: &next)
            cues = try readCues(&reader, at: tick)
            try reader.requireEnd()
        } catch {
            throw Fault(description: "\(error) at \(tick)")
        }
        try check(cues, at: tick, after: max(age, 1))
        next.tick = tick
        let hash = next.viewHash
        guard hash == frame.head.viewHash ?? hash,
            hash == room.viewHash(of: client.connection, at: tick)
        else { throw Fault(description: "another state than the room's at \(tick)") }
        return cues
    }

    private func readCues(
        _ reader: inout BitReader, at tick: Tick
    ) throws(DecodeError) -> [HeardCue] {
        var cues: [HeardCue] = []
        var row: [UInt32] = []
        for _ in 0..<(try reader.readVarint()) {
            let ago = try reader.readVarint()
            row.removeAll()
            try RawRow.read(&reader, plan: game.description.cue, into: &row)
            cues.append(
                HeardCue(tick: Tick(tick.rawValue &- ago), number: row.first ?? 0))
        }
        return cues
    }

    /// A packet has the cues of its own ticks, in the order in which they happened.
    private func check(_ cues: [HeardCue], at tick: Tick, after age: UInt32) throws(Fault) {
        let first = Tick(tick.rawValue - age + 1)
        guard cues.allSatisfy({ (first...tick).contains($0.tick) }) else {
            throw Fault(description: "cues of other ticks at \(tick)")
        }
        guard zip(cues, cues.dropFirst()).allSatisfy({ $0.tick <= $1.tick }) else {
            throw Fault(description: "cues out of order at \(tick)")
        }
        guard cues.count <= 2 * Limits.cuesKept else {
            throw Fault(description: "\(cues.count) cues at \(tick)")
        }
    }

    /// Baseline and predecessor of the next packet must be what the client holds.
    private func checkBelief(of client: Client) throws(Fault) {
        guard let member = room.members.first(where: { $0.connection == client.connection }),
            let lastSent = member.lastSent
        else { return }
        var isTrue = lastSent == client.held.tick
        if let slot = member.mirror, let mirror = room.sender.mirrors[slot] {
            let before = mirror.predecessor(at: room.tick)
            isTrue = isTrue && mirror.held == client.held
            isTrue = isTrue && (before == nil || before == client.before)
        } else if let before = member.sentBefore,
            let hash = room.viewHash(of: client.connection, at: before)
        {
            isTrue = isTrue && hash == client.before?.viewHash
        }
        if !isTrue { throw Fault(description: "the room is wrong about \(client.connection)") }
        do throws(BrokenInvariant) {
            try room.checkInvariants()
        } catch {
            throw Fault(description: error.description)
        }
    }

    private func carry() {
        for index in clients.indices {
            let carried = clients[index].bytesPerTick ?? clients[index].unsent
            clients[index].unsent = max(0, clients[index].unsent - carried)
            room.setBlocked(clients[index].unsent > 0, clients[index].connection)
        }
    }
}
