import Testing
import UmpireBasics
import UmpireProtocol

@Suite("messages from the server")
struct ServerMessageTests {
    static let welcome: ServerMessage.Welcome = {
        var welcome = ServerMessage.Welcome()
        welcome.game = "tag"
        welcome.tickRate = 30
        welcome.snapshotRate = 15
        welcome.minPlayers = 2
        welcome.maxPlayers = 8
        welcome.graceSeconds = 30
        welcome.schemaHash = "0123456789abcdef"
        return welcome
    }()

    static let seated = ServerMessage.Seated(
        room: "ABCD", player: PlayerID(3), isReturned: true, resumeToken: "f00", phase: .running,
        tick: Tick(77))
    static let watching = ServerMessage.Seated(
        room: "ABCD", player: nil, isReturned: false, resumeToken: nil, phase: .waiting, tick: .zero
    )

    @Test(
        "each message is the JSON of the protocol",
        arguments: [
            (
                .welcome(welcome),
                #"{"type":"welcome","protocol":1,"server":"umpire","game":"tag","tickRate":30,"#
                    + #""snapshotRate":15,"minPlayers":2,"maxPlayers":8,"graceSeconds":30,"#
                    + #""schemaHash":"0123456789abcdef"}"#
            ),
            (
                .seated(seated),
                #"{"type":"seated","room":"ABCD","player":3,"spectator":false,"returned":true,"#
                    + #""resumeToken":"f00","phase":"running","tick":77}"#
            ),
            (
                .seated(watching),
                #"{"type":"seated","room":"ABCD","player":null,"spectator":true,"returned":false,"#
                    + #""phase":"waiting","tick":0}"#
            ),
            (
                .phase(.countdown, since: Tick(5), ticksLeft: 30),
                #"{"type":"phase","phase":"countdown","tick":5,"ticksLeft":30}"#
            ),
            (
                .phase(.waiting, since: .zero, ticksLeft: nil),
                #"{"type":"phase","phase":"waiting","tick":0,"ticksLeft":null}"#
            ),
            (.left, #"{"type":"left"}"#),
            (.pong(id: -1, tick: Tick(.max)), #"{"type":"pong","id":-1,"tick":4294967295}"#),
            (
                .refused(Refusal(of: "join", .roomFull, "pick \"another\"")),
                #"{"type":"refused","of":"join","code":"roomFull","message":"pick \"another\""}"#
            ),
        ] as [(ServerMessage, String)])
    func golden(_ message: ServerMessage, _ text: String) throws {
        #expect(json(message) == text)
        #expect(try serverMessage(text) == message)
    }

    @Test("lists are written in order and come out empty on the client's side")
    func lists() throws {
        let roster = ServerMessage.roster(
            [
                .init(player: PlayerID(0), name: "Ann\n", state: .human),
                .init(player: PlayerID(1), name: "", state: .bot),
                .init(player: PlayerID(9), name: "Ö", state: .dropped),
            ], spectators: 2)
        #expect(
            json(roster)
                == #"{"type":"roster","seats":[{"player":0,"name":"Ann\u000a","state":"human"},"#
                + #"{"player":1,"name":"","state":"bot"},"#
                + #"{"player":9,"name":"Ö","state":"dropped"}],"#
                + #""spectators":2}"#)
        #expect(try serverMessage(json(roster)) == .roster([], spectators: 2))

        let verdict = ServerMessage.verdict(
            [.init(player: PlayerID(1), score: 5), .init(player: PlayerID(0), score: -2)],
            reason: "time")
        #expect(
            json(verdict)
                == #"{"type":"verdict","ranking":[{"player":1,"score":5},{"player":0,"score":-2}],"#
                + #""reason":"time"}"#)
        #expect(try serverMessage(json(verdict)) == .verdict([], reason: "time"))

        let listed = ServerMessage.ListedMatch(
            room: "R", phase: .ended, humans: 1, bots: 2, seats: 4, spectators: 0)
        #expect(
            json(.matches([listed, listed]))
                == #"{"type":"matches","matches":[{"room":"R","phase":"ended","humans":1,"bots":2,"#
                + #""seats":4,"spectators":0},{"room":"R","phase":"ended","humans":1,"bots":2,"#
                + #""seats":4,"spectators":0}]}"#)
        #expect(json(.matches([])) == #"{"type":"matches","matches":[]}"#)
        #expect(try serverMessage(json(.matches([listed]))) == .matches([]))
    }

    @Test("a welcome carries the schema as it is, and a client without need of it skips it")
    func schema() throws {
        var welcome = ServerMessageTests.welcome
        welcome.schema = #"{"tables":[{"name":"a","fields":[]}]}"#
        let text = json(.welcome(welcome))
        #expect(text.hasSuffix(#","schema":{"tables":[{"name":"a","fields":[]}]}}"#))
        #expect(try serverMessage(text) == .welcome(ServerMessageTests.welcome))
    }

    @Test("a type of a later version is nil; what is no JSON is refused")
    func strangeMessages() throws {
        #expect(try serverMessage(#"{"type":"fireworks"}"#) == nil)
        #expect(try serverMessage("{}") == nil)
        #expect(throws: Refusal.self) { try serverMessage("{") }
        #expect(throws: Refusal.self) { try serverMessage(#"{"type":"pong","id":"x"}"#) }
    }

    @Test("numbers of a strange server are brought into their ranges or refused")
    func strangeNumbers() throws {
        #expect(
            try serverMessage(#"{"type":"pong","id":1,"tick":-5}"#) == .pong(id: 1, tick: .zero))
        #expect(
            try serverMessage(#"{"type":"pong","id":1,"tick":9007199254740991}"#)
                == .pong(id: 1, tick: Tick(.max)))
        for player in ["64", "-1", "255", "\"0\""] {
            #expect(throws: Refusal.self) {
                try serverMessage(#"{"type":"seated","room":"A","player":\#(player),"tick":1}"#)
            }
        }
    }
}
