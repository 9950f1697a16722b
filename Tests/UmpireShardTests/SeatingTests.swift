import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireRoom
import UmpireState
@testable import UmpireShard

@Suite("A shard seats people")
struct SeatingTests {
    let pier = Pier()

    @Test("hello is answered with a welcome that says everything about the game")
    func welcome() throws {
        let id = pier.greet(1)
        let welcome = try #require(pier[id].last("welcome"))
        for part in [
            "\"protocol\":1", "\"game\":\"harbour\"", "\"tickRate\":20", "\"snapshotRate\":20",
            "\"minPlayers\":2", "\"maxPlayers\":4", "\"graceSeconds\":2",
            "\"schemaHash\":\"\(pier.game.description.hash)\"",
            "\"schema\":\(pier.game.description.json)",
        ] {
            #expect(welcome.contains(part))
        }
    }

    @Test("the schema is left out when the client holds it already")
    func knownSchema() throws {
        let id = pier.open(1)
        pier.say(id, .hello(ClientMessage.Hello(schemaHash: pier.game.description.hash)))
        let welcome = try #require(pier[id].last("welcome"))
        #expect(!welcome.contains("\"schema\":"))
    }

    @Test("a quick match gives a seat with a token, a phase and a roster, and then snapshots")
    func quickMatch() throws {
        let id = pier.board(1)
        let seated = try #require(pier[id].last("seated"))
        #expect(seated.contains("\"player\":0"))
        #expect(seated.contains("\"spectator\":false"))
        #expect(seated.contains("\"returned\":false"))
        #expect(pier[id].token?.count == 32)
        #expect(pier[id].last("phase") != nil)
        #expect(pier[id].last("roster")?.contains("\"name\":\"Sailor 1\"") == true)
        pier.advance(ticks: 30)
        try pier.requireNoFault()
        #expect(pier[id].last("phase")?.contains("running") == true)
        #expect(pier[id].frames.count == 30)
        #expect(pier[id].frames.first?.age == 0)
        #expect(pier[id].frames.dropFirst().allSatisfy { $0.age == 1 })
    }

    @Test("quick matches fill one room with people before another")
    func fillsRooms() {
        let ids = (1...6).map { pier.board($0) }
        let rooms = ids.map { pier[$0].room }
        #expect(Set(rooms[0..<4]).count == 1)
        #expect(Set(rooms[4..<6]).count == 1)
        #expect(rooms[0] != rooms[4])
        #expect(Set(ids[0..<4].map { pier[$0].player }).count == 4)
        #expect(pier.shard.sessionCount == 6)
    }

    @Test("a created room is listed, and a private one is found by its code alone")
    func createAndList() throws {
        let one = pier.greet(1)
        pier.say(one, .create(isPrivate: true, seats: 3))
        let secret = try #require(pier[one].room)
        let two = pier.greet(2)
        pier.say(two, .create(isPrivate: false, seats: nil))
        let open = try #require(pier[two].room)
        pier.say(two, .list)
        let matches = try #require(pier[two].last("matches"))
        #expect(matches.contains("\"room\":\"\(open)\""))
        #expect(!matches.contains(secret))
        for number in 3...4 as ClosedRange<UInt32> {
            let id = pier.greet(number)
            pier.say(id, .join(room: secret))
            #expect(pier[id].room == secret)
        }
        let late = pier.greet(5)
        pier.say(late, .join(room: secret))
        #expect(pier[late].last("refused")?.contains("\"code\":\"noSuchRoom\"") == true)
    }

    @Test("a room's code may be typed in small letters")
    func lowercase() throws {
        let one = pier.greet(1)
        pier.say(one, .create(isPrivate: true, seats: nil))
        let code = try #require(pier[one].room)
        let two = pier.greet(2)
        pier.say(two, json: "{\"type\":\"join\",\"room\":\"\(code.lowercased())\"}")
        #expect(pier[two].room == code)
    }

    @Test("a spectator sees the match, has no seat and no token, and may leave")
    func spectate() throws {
        let one = pier.board(1)
        let code = try #require(pier[one].room)
        let two = pier.greet(2)
        pier.say(two, .spectate(room: code))
        let seated = try #require(pier[two].last("seated"))
        #expect(seated.contains("\"player\":null"))
        #expect(seated.contains("\"spectator\":true"))
        #expect(!seated.contains("resumeToken"))
        pier.advance(ticks: 40)
        #expect(pier[two].frames.count == 40)
        #expect(pier[two].frames.allSatisfy { $0.lead == -128 && $0.ackSequence == 0 })
        #expect(pier[one].last("roster")?.contains("\"spectators\":1") == true)
        pier.say(two, .leave)
        #expect(pier[two].texts.last == "{\"type\":\"left\"}")
        pier.advance(ticks: 2)
        #expect(pier[two].frames.count == 40)
        #expect(pier[one].last("roster")?.contains("\"spectators\":0") == true)
        try pier.requireNoFault()
    }

    @Test("who leaves gives the seat to a bot, and may sit down again with the same name")
    func leave() throws {
        let one = pier.board(1)
        let two = pier.board(2)
        pier.advance(ticks: 30)
        pier.say(one, .leave)
        #expect(pier[one].texts.last == "{\"type\":\"left\"}")
        #expect(pier.shard.sessionCount == 1)
        pier.advance(ticks: 1)
        #expect(pier[two].last("roster")?.contains("Sailor 1") == false)
        #expect(pier.shard.rooms.first?.seats.bots.count == 3)
        pier.say(one, .quickMatch)
        pier.advance(ticks: 2)
        #expect(pier[two].last("roster")?.contains("Sailor 1") == true)
        try pier.requireNoFault()
    }

    @Test("ping is answered at any time with the room's tick")
    func ping() {
        let id = pier.greet(1)
        pier.say(id, .ping(id: -5))
        #expect(pier[id].texts.last == "{\"type\":\"pong\",\"id\":-5,\"tick\":0}")
        pier.say(id, .quickMatch)
        pier.advance(ticks: 7)
        pier.say(id, .ping(id: 6))
        #expect(pier[id].texts.last == "{\"type\":\"pong\",\"id\":6,\"tick\":8}")
    }

    @Test("a match ends with a verdict for everybody and begins again in the same room")
    func wholeMatch() throws {
        let one = pier.board(1)
        pier.advance(ticks: 20 + 200)
        let verdict = try #require(pier[one].last("verdict"))
        #expect(verdict.contains("\"reason\":\"the tide is out\""))
        #expect(verdict.components(of: "\"player\"") == 4)
        let two = pier.greet(2)
        pier.say(two, .spectate(room: try #require(pier[one].room)))
        #expect(pier[two].last("verdict") == verdict, "who comes late is told, too")
        pier.advance(ticks: 40 + 20 + 1)
        #expect(pier[one].last("phase")?.contains("running") == true)
        #expect(pier.shard.counters.matches == 2)
        pier.advance(ticks: 50)
        try pier.requireNoFault()
    }

    @Test("a rematch begins when everybody has asked for it")
    func rematch() throws {
        let one = pier.board(1)
        let two = pier.board(2)
        pier.advance(ticks: 221)
        #expect(pier[one].last("phase")?.contains("ended") == true)
        pier.say(one, .rematch)
        pier.advance(ticks: 2)
        #expect(pier[one].last("phase")?.contains("ended") == true)
        pier.say(two, .rematch)
        pier.advance(ticks: 1)
        #expect(pier[one].last("phase")?.contains("countdown") == true)
        #expect(pier[two].last("phase")?.contains("countdown") == true)
    }

    @Test("a room opened late ticks on time, with nothing to make up for")
    func lateRoom() throws {
        pier.advance(milliseconds: 3_600_000)
        let one = pier.greet(1)
        pier.say(one, .create(isPrivate: false, seats: nil))
        let due = try #require(pier.shard.nextWake)
        #expect(due >= pier.now)
        pier.advance(milliseconds: 1_000)
        #expect(pier.shard.counters.overruns == 0)
        #expect(pier.shard.counters.forgivenTicks == 0)
        #expect((19...21).contains(pier[one].frames.count))
    }

    @Test("a room without people closes after ten seconds, and its code is free")
    func emptyRoom() throws {
        let one = pier.greet(1)
        pier.say(one, .create(isPrivate: true, seats: nil))
        let code = try #require(pier[one].room)
        pier.say(one, .leave)
        pier.advance(milliseconds: Limits.emptyRoomSeconds * 1_000 - 100)
        #expect(pier.shard.rooms.count == 2)
        pier.advance(milliseconds: 200)
        #expect(pier.shard.rooms.count == 1)
        pier.say(one, .join(room: code))
        #expect(pier[one].last("refused")?.contains("noSuchRoom") == true)
        pier.advance(milliseconds: 60_000)
        #expect(pier.shard.rooms.count == 1, "the standing room stays")
    }

    @Test("a room lives on when somebody comes back in time")
    func roomReused() throws {
        let one = pier.greet(1)
        pier.say(one, .create(isPrivate: true, seats: nil))
        let code = try #require(pier[one].room)
        for _ in 0..<3 {
            pier.say(one, .leave)
            pier.advance(milliseconds: Limits.emptyRoomSeconds * 1_000 - 200)
            pier.say(one, .join(room: code))
            pier.advance(milliseconds: 200)
        }
        #expect(pier.shard.rooms.count == 2)
    }
}

extension String {
    func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
