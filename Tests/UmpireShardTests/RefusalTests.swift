import Testing
import UmpireBasics
import UmpireProtocol
@testable import UmpireShard

@Suite("A shard refuses and lives on")
struct RefusalTests {
    let pier = Pier()

    private func refusal(_ id: ConnectionID, _ json: String) -> String? {
        pier.forgetTexts(of: id)
        pier.say(id, json: json)
        return pier[id].last("refused")
    }

    @Test(
        "what is no JSON object with a type is refused as such, and the connection stays open",
        arguments: [
            ("", "badJSON", ""), ("x", "badJSON", ""), ("[]", "badJSON", ""),
            ("{\"type\":\"list\"", "badJSON", ""), ("{\"type\":\"list\"}x", "badJSON", ""),
            ("{\"type\":\"list\",\"type\":\"list\"}", "badJSON", ""),
            ("{}", "badMessage", ""), ("{\"type\":7}", "badMessage", ""),
            ("{\"type\":\"fly\"}", "unknownType", "fly"),
            ("{\"type\":\"List\"}", "unknownType", "List"),
        ])
    func malformed(json: String, code: String, of: String) throws {
        let id = pier.greet(1)
        let refused = try #require(refusal(id, json))
        #expect(refused.contains("\"code\":\"\(code)\""))
        #expect(refused.contains("\"of\":\"\(of)\""))
        #expect(pier[id].closeCode == nil)
        pier.say(id, .ping(id: 1))
        #expect(pier[id].last("pong") != nil)
    }

    @Test("JSON nested too deep is refused")
    func nesting() throws {
        let id = pier.greet(1)
        let deep = String(repeating: "[", count: 1_000)
        let refused = try #require(refusal(id, "{\"type\":\"list\",\"x\":\(deep)"))
        #expect(refused.contains("badJSON"))
    }

    @Test(
        "a member of the wrong kind or size is refused by name",
        arguments: [
            ("{\"type\":\"create\",\"private\":1}", "private"),
            ("{\"type\":\"create\",\"seats\":\"2\"}", "seats"),
            ("{\"type\":\"create\",\"seats\":1}", "seats"),
            ("{\"type\":\"create\",\"seats\":5}", "seats"),
            ("{\"type\":\"create\",\"seats\":-9007199254740991}", "seats"),
            ("{\"type\":\"create\",\"seats\":2.5}", "seats"),
            ("{\"type\":\"join\"}", "room"), ("{\"type\":\"join\",\"room\":5}", "room"),
            ("{\"type\":\"join\",\"room\":\"ABCDEFGHIJKLMNOPQ\"}", "room"),
            ("{\"type\":\"spectate\",\"room\":null}", "room"),
            ("{\"type\":\"ping\"}", "id"), ("{\"type\":\"ping\",\"id\":\"1\"}", "id"),
            ("{\"type\":\"ping\",\"id\":1e30}", "id"),
        ])
    func members(json: String, member: String) throws {
        let id = pier.greet(1)
        let refused = try #require(refusal(id, json))
        #expect(refused.contains("\"code\":\"badMessage\""))
        #expect(refused.contains(member))
    }

    @Test(
        "a bad hello is refused, and a good one may follow",
        arguments: [
            "{\"type\":\"hello\"}", "{\"type\":\"hello\",\"protocol\":\"1\"}",
            "{\"type\":\"hello\",\"protocol\":1,\"name\":5}",
            "{\"type\":\"hello\",\"protocol\":1,\"name\":\"\(String(repeating: "n", count: 25))\"}",
            "{\"type\":\"hello\",\"protocol\":1,\"resume\":true}",
            "{\"type\":\"hello\",\"protocol\":1,\"schemaHash\":\"00000000000000000\"}",
        ])
    func badHello(json: String) throws {
        let id = pier.open(1)
        let refused = try #require(refusal(id, json))
        #expect(refused.contains("\"code\":\"badMessage\""))
        #expect(refused.contains("\"of\":\"hello\""))
        pier.say(id, .hello(ClientMessage.Hello()))
        #expect(pier[id].last("welcome") != nil)
    }

    @Test("members that the protocol does not know are ignored")
    func unknownMembers() {
        let id = pier.open(1)
        pier.say(id, json: "{\"x\":[{}],\"type\":\"hello\",\"protocol\":1,\"y\":null}")
        #expect(pier[id].last("welcome") != nil)
    }

    @Test(
        "before hello everything else is refused",
        arguments: [
            "quickMatch", "list", "create", "join\",\"room\":\"ABCDE", "leave", "rematch",
        ])
    func beforeHello(type: String) throws {
        let id = pier.open(1)
        let refused = try #require(refusal(id, "{\"type\":\"\(type)\"}"))
        #expect(refused.contains("\"code\":\"wrongPhase\""))
    }

    @Test("a second hello, a seat for who has one, and leaving without one are refused")
    func wrongPhase() throws {
        let id = pier.greet(1)
        for json in [
            "{\"type\":\"hello\",\"protocol\":1}", "{\"type\":\"leave\"}", "{\"type\":\"rematch\"}",
        ] {
            #expect(refusal(id, json)?.contains("wrongPhase") == true)
        }
        pier.say(id, .quickMatch)
        pier.advance(milliseconds: 20_000)
        let code = try #require(pier[id].room)
        for json in [
            "{\"type\":\"quickMatch\"}", "{\"type\":\"create\"}",
            "{\"type\":\"join\",\"room\":\"\(code)\"}",
            "{\"type\":\"spectate\",\"room\":\"\(code)\"}",
            "{\"type\":\"hello\",\"protocol\":1}",
        ] {
            #expect(refusal(id, json)?.contains("wrongPhase") == true)
        }
        #expect(pier[id].closeCode == nil)
    }

    @Test("a rematch before the verdict is refused, and so is one of a spectator")
    func rematch() throws {
        let id = pier.board(1)
        #expect(refusal(id, "{\"type\":\"rematch\"}")?.contains("wrongPhase") == true)
        let watching = pier.greet(2)
        pier.say(watching, .spectate(room: try #require(pier[id].room)))
        pier.advance(ticks: 221)
        #expect(refusal(watching, "{\"type\":\"rematch\"}")?.contains("wrongPhase") == true)
    }

    @Test("an unknown room is refused, to join and to watch", arguments: ["join", "spectate"])
    func unknownRoom(type: String) throws {
        let id = pier.greet(1)
        for code in ["ABCDE", "", "\\u0000", "../..", "🦑"] {
            let refused = try #require(
                refusal(id, "{\"type\":\"\(type)\",\"room\":\"\(code)\"}"))
            #expect(refused.contains("\"code\":\"noSuchRoom\""))
        }
    }

    @Test("a room has so many spectators and no more")
    func spectators() throws {
        let pier = Pier { $0.maxConnections = 100 }
        let id = pier.board(1)
        let code = try #require(pier[id].room)
        let watching = (2...(UInt32(Limits.spectatorsPerRoom) + 2)).map { pier.greet($0) }
        for other in watching { pier.say(other, .spectate(room: code)) }
        #expect(watching.count { pier[$0].last("refused") != nil } == 1)
        let last = try #require(watching.last)
        #expect(pier[last].last("refused")?.contains("roomFull") == true)
        pier.cut(watching[0])
        pier.say(last, .spectate(room: code))
        #expect(pier[last].last("seated") != nil)
    }

    @Test("a server has so many rooms and no more")
    func rooms() {
        let pier = Pier { $0.maxRooms = 3 }
        let ids = (1...3).map { pier.greet($0) }
        for id in ids { pier.say(id, .create(isPrivate: true, seats: nil)) }
        #expect(pier[ids[1]].last("seated") != nil)
        #expect(pier[ids[2]].last("refused")?.contains("serverFull") == true)
        #expect(pier[ids[2]].closeCode == nil)
        pier.say(ids[2], .quickMatch)
        #expect(pier[ids[2]].last("seated") != nil, "the standing room has seats")
    }

    @Test("a full server refuses a quick match as well")
    func fullServer() {
        let pier = Pier { $0.maxRooms = 1 }
        let ids = (1...5).map { pier.board($0) }
        #expect(pier[ids[3]].last("seated") != nil)
        #expect(pier[ids[4]].last("refused")?.contains("serverFull") == true)
    }
}
