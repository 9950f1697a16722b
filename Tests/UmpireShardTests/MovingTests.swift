import Testing
import UmpireBasics
import UmpireGame
import UmpireLobby
import UmpireProtocol
import UmpireRoom
@testable import UmpireShard

/// Several shards of one server, with connections moving between them as a shell would move them.
private struct Fleet {
    var shards: [Shard]
    /// Where each connection is.
    var homes: [ConnectionID: Int] = [:]
    var texts: [ConnectionID: [String]] = [:]
    var moves = 0
    /// Which shards reported wrong codes.
    var wrongCodes: [Int] = []

    init(count: Int) {
        shards = (0..<count).map { index in
            var configuration = ShardConfiguration(maxRooms: 20, maxConnections: 100)
            configuration.place = ShardPlace(index: index, count: count)
            configuration.hasStandingRoom = index == 0
            var random = GameRandom(seed: 5, stream: UInt64(index))
            return Shard(
                hosting: AnyGame(Harbour.self), configuration: configuration, now: .zero
            ) { UInt64(random.word()) << 32 | UInt64(random.word()) }
        }
    }

    mutating func open(_ number: UInt32, resume: String? = nil) -> ConnectionID {
        let id = ConnectionID(number)
        homes[id] = 0
        shards[0].open(id, at: .zero)
        say(id, .hello(ClientMessage.Hello(name: "P\(number)", resume: resume)))
        return id
    }

    mutating func say(_ id: ConnectionID, _ message: ClientMessage) {
        guard let home = homes[id] else { return }
        var bytes: [UInt8] = []
        message.write(into: &bytes)
        shards[home].receive(text: bytes.span, from: id, at: .zero)
        perform(home)
    }

    mutating func tellNews() {
        for from in shards.indices {
            for to in shards.indices where to != from { shards[to].learn(shards[from].summary) }
        }
    }

    func last(_ id: ConnectionID, _ type: String) -> String? {
        texts[id]?.last { $0.contains("\"type\":\"\(type)\"") }
    }

    private mutating func perform(_ index: Int) {
        let effects = shards[index].effects
        shards[index].effects.removeAll()
        for effect in effects.list {
            switch effect {
            case .text(let id, let range):
                texts[id, default: []].append(text(effects, range))
            case .move(let id, let shard, let name, let message):
                moves += 1
                homes[id] = shard
                let bytes = Array(text(effects, message).utf8)
                shards[shard].arrive(
                    id, name: name.map { text(effects, $0) }, text: bytes.span, at: .zero)
                perform(shard)
            case .close(let id, let code):
                texts[id, default: []].append("close \(code.rawValue)")
            case .wrongCode: wrongCodes.append(index)
            case .snapshot, .record, .endRecording: break
            }
        }
    }

    private func text(_ effects: Effects, _ range: ByteRange) -> String {
        String(decoding: effects.bytes[range.start..<(range.start + range.count)], as: UTF8.self)
    }
}

private func member(_ name: String, of json: String?) throws -> String {
    let parts = try #require(json).components(after: "\"\(name)\":\"")
    return try #require(parts)
}

extension String {
    fileprivate func components(after key: String) -> String? {
        guard let range = firstRange(of: key) else { return nil }
        return String(self[range.upperBound...].prefix { $0 != "\"" })
    }
}

@Suite("moving between shards")
struct MovingTests {
    @Test("a room's code and a resume token lead to their shard from any other")
    func leading() throws {
        var fleet = Fleet(count: 4)
        var codes: [String] = []
        for number: UInt32 in 0..<8 {
            fleet.tellNews()
            let id = fleet.open(number)
            fleet.say(id, .create(isPrivate: true, seats: nil))
            let seated = fleet.last(id, "seated")
            codes.append(try member("room", of: seated))
            let token = try member("resumeToken", of: seated)
            let home = try #require(fleet.homes[id])
            fleet.shards[home].close(id, at: .zero)
            let returned = fleet.open(100 + number, resume: token)
            #expect(fleet.homes[returned] == home)
            #expect(fleet.last(returned, "seated")?.contains("\"returned\":true") == true)
        }
        #expect(Set(fleet.homes.values).count == 4, "new rooms are spread over the shards")
        for (number, code) in codes.enumerated() {
            let id = fleet.open(200 + UInt32(number))
            fleet.say(id, .spectate(room: code))
            #expect(try member("room", of: fleet.last(id, "seated")) == code)
        }
    }

    @Test("who leaves a room can join another on any shard, under the same name")
    func changing() throws {
        var fleet = Fleet(count: 3)
        let host = fleet.open(1)
        fleet.shards[0].ownLoad = 500_000_000
        fleet.tellNews()
        fleet.say(host, .create(isPrivate: false, seats: nil))
        #expect(fleet.homes[host] != 0)
        let code = try member("room", of: fleet.last(host, "seated"))
        let standing = fleet.shards[0].rooms[0].settings.code
        let guest = fleet.open(2)
        for room in [standing, code, standing, code] {
            fleet.say(guest, .join(room: room))
            #expect(try member("room", of: fleet.last(guest, "seated")) == room)
            fleet.say(guest, .leave)
        }
        fleet.say(guest, .join(room: code))
        let home = try #require(fleet.homes[host])
        let seats = fleet.shards[home].rooms[0].seats
        let names = seats.humans.map { player -> String in
            if case .human(let occupant) = seats[player] { occupant.name } else { "" }
        }
        #expect(names == ["P1", "P2"])
        // The host once, the guest at each change but the first and the last.
        #expect(fleet.moves == 4)
    }

    @Test("quick match goes where the most people are, and bounces nobody")
    func quickMatch() throws {
        var fleet = Fleet(count: 3)
        let host = fleet.open(1)
        fleet.shards[0].ownLoad = 500_000_000
        fleet.tellNews()
        fleet.say(host, .create(isPrivate: false, seats: nil))
        fleet.tellNews()
        let guest = fleet.open(2)
        fleet.say(guest, .quickMatch)
        #expect(fleet.homes[guest] == fleet.homes[host])
        // The other shard is believed open, but its room is full by now: it opens one of its own.
        for number: UInt32 in 3..<12 {
            let id = fleet.open(number)
            let before = fleet.moves
            fleet.say(id, .quickMatch)
            #expect(fleet.last(id, "seated") != nil)
            #expect(fleet.moves - before <= 1)
        }
    }

    @Test("unknown codes and foreign tokens are refused after at most one move")
    func refusals() {
        var fleet = Fleet(count: 4)
        let id = fleet.open(1)
        for code in ["", "?????", "AAAAA", "BBBBB", "CCCCC", "DDDDD"] {
            fleet.say(id, .join(room: code))
            #expect(fleet.last(id, "refused")?.contains("noSuchRoom") == true)
        }
        // By the shard that answered, which the first letter tells.
        #expect(fleet.wrongCodes == [0, 0, 0, 1, 2, 3])
        for digit in ["00", "01", "03", "ff"] {
            let sevens = String(repeating: "7", count: 16)
            let token = sevens.dropLast(2) + digit + sevens
            let id = fleet.open(50, resume: String(token))
            #expect(fleet.texts[id]?.last == "close 4403")
            fleet.shards[fleet.homes[id] ?? 0].close(id, at: .zero)
        }
        #expect(fleet.moves <= 12)
    }
}
