import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

@Suite("a client")
struct ClientSessionTests {
    private let plan = GamePlan<Swarm>()

    @Test("it greets, asks for a match, and is seated")
    func joining() {
        var line = ClientLine(plan: plan, name: "Ann")
        #expect(line.session.state == .connecting(attempt: 0))
        line.connect()
        #expect(
            line.said == [
                #"{"type":"hello","protocol":1,"name":"Ann","#
                    + #""schemaHash":"\#(plan.description.hash)"}"#
            ])
        line.say(line.welcome)
        #expect(line.session.state == .welcomed)
        #expect(line.said.last == #"{"type":"quickMatch"}"#)
        line.say(.seated(line.seat(token: "t1")))
        let seat = line.session.seat
        #expect(seat?.room == "ROOM" && seat?.player == PlayerID(1) && seat?.resumeToken == "t1")
        #expect(line.session.phase == .running)
        #expect(line.seatings == [false])
    }

    @Test(
        "it asks for what it was made for",
        arguments: [
            (.nothing, nil), (.join(room: "ABCD"), #"{"type":"join","room":"ABCD"}"#),
            (.spectate(room: "ABCD"), #"{"type":"spectate","room":"ABCD"}"#),
            (.create(isPrivate: true, seats: 3), #"{"type":"create","private":true,"seats":3}"#),
        ] as [(ClientWish, String?)])
    func wishes(_ wish: ClientWish, _ message: String?) {
        var line = ClientLine(plan: plan, wish: wish)
        line.connect()
        line.said.removeAll()
        line.say(line.welcome)
        #expect(line.said.first == message)
    }

    @Test("a spectator mirrors the world and sends no input")
    func spectating() throws {
        var line = ClientLine(plan: plan, wish: .spectate(room: "ROOM"))
        line.connect()
        line.say(line.welcome)
        line.say(.seated(line.seat(player: nil, token: nil)))
        #expect(line.session.state == .spectating(room: "ROOM"))
        var source = SnapshotSource(plan: plan)
        source.tick = Tick(3)
        line.send(source.frame())
        #expect(line.session.mirror.tick == Tick(3))
        #expect(line.session.sendInput(Swarm.Input(), at: line.now) == nil)
        #expect(line.session.output.isEmpty)
    }

    @Test("inputs are numbered, aimed beyond the newest snapshot, and acknowledge it")
    func inputs() throws {
        var line = ClientLine(plan: plan)
        line.join()
        #expect(line.session.sendInput(Swarm.Input(turn: 1, isPushing: true), at: line.now) == 1)
        line.drain()
        #expect(line.sent == [[1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0b110]])
        var source = SnapshotSource(plan: plan)
        source.tick = Tick(0x0100)
        line.send(source.frame())
        #expect(line.session.sendInput(Swarm.Input(turn: -1), at: line.now) == 2)
        line.drain()
        #expect(line.sent.last == [1, 2, 0, 2, 1, 0, 0, 0, 1, 0, 0, 0])
    }

    @Test("a schema that lacks what the client needs ends it with a word on what that is")
    func updateNeeded() throws {
        var line = ClientLine(plan: plan)
        line.connect()
        var welcome = ServerMessage.Welcome()
        let schema = plan.description.json.replacing("stones", with: "rocks")
        welcome.schemaHash = try SchemaText.read(Array(schema.utf8).span).hash
        welcome.schema = schema
        line.say(.welcome(welcome))
        #expect(line.session.state == .ended(code: 4426))
        #expect(line.closes == [.updateNeeded])
        #expect(line.happenings.contains(.updateNeeded("update needed: no stones any more")))
    }

    @Test("on a server of another version it plays in its own schema, also after a return")
    func otherVersion() throws {
        var line = ClientLine(plan: plan)
        line.connect()
        var welcome = ServerMessage.Welcome()
        let schema = plan.description.json.replacing(
            #""input":{"fields":["#,
            with: #""input":{"fields":[{"name":"boost","bits":2,"kind":"int","min":-1,"limit":3},"#)
        welcome.schemaHash = try SchemaText.read(Array(schema.utf8).span).hash
        welcome.schema = schema
        line.say(.welcome(welcome))
        line.say(.seated(line.seat(token: "t1")))
        // Same rows but for the input.
        var source = SnapshotSource(plan: plan)
        var random = GameRandom(seed: 3)
        source.advance(3, &random)
        line.send(source.frame())
        #expect(line.session.mirror.snapshot == source.current)
        #expect(line.session.world.flies.count == source.world.flies.count)
        #expect(line.session.sendInput(Swarm.Input(turn: 1), at: line.now) == 1)
        line.drain()
        #expect(line.sent.last?.suffix(1) == [0b01001])
        // Back on a server that is as old as the client.
        line.session.disconnected(code: 1012, at: line.now)
        line.session.wake(at: line.now)
        line.connect()
        #expect(line.said.last?.contains(welcome.schemaHash) == true)
        line.say(line.welcome)
        line.say(.seated(line.seat(token: "t2")))
        #expect(line.session.sendInput(Swarm.Input(turn: 1), at: line.now) == 1)
        line.drain()
        #expect(line.sent.last?.suffix(1) == [0b010])
    }

    @Test("a refusal leaves it where it is")
    func refusals() {
        var line = ClientLine(plan: plan)
        line.connect()
        line.say(line.welcome)
        let refusal = Refusal(of: "quickMatch", .serverFull, "try later")
        line.say(.refused(refusal))
        #expect(line.session.state == .welcomed)
        #expect(line.happenings.last == .refused(refusal))
        let isSent = line.session.send(.quickMatch)
        #expect(isSent)
    }

    @Test("leaving gives the token up and goes to the lobby")
    func leaving() {
        var line = ClientLine(plan: plan)
        line.join()
        let isSent = line.session.send(.leave)
        #expect(isSent)
        #expect(line.session.sendInput(Swarm.Input(), at: line.now) == nil, "it has stood up")
        line.say(.left)
        #expect(line.session.state == .welcomed)
        line.session.disconnected(code: nil, at: line.now)
        line.reconnect()
        #expect(line.said.last?.contains("resume") == false)
    }

    @Test("quitting leaves the room, says 1000 and is the end")
    func quitting() {
        var line = ClientLine(plan: plan)
        line.join()
        line.session.quit()
        line.drain()
        #expect(line.said.last == #"{"type":"leave"}"#)
        #expect(line.closes == [.normal])
        #expect(line.session.state == .ended(code: nil))
        line.session.disconnected(code: 1000, at: line.now)
        #expect(line.session.nextWake == nil)
        line.session.quit()
        #expect(line.session.output.isEmpty)
    }

    @Test("what comes in the wrong state is ignored", arguments: 1...20 as ClosedRange<UInt64>)
    func anyOrder(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        var line = ClientLine(plan: plan)
        var source = SnapshotSource(plan: plan)
        for step in 0..<400 {
            switch random.int(in: 0...11) {
            case 0: line.connect()
            case 1: line.say(line.welcome)
            case 2: line.say(.seated(line.seat(token: "t\(step)")))
            case 3: line.say(.left)
            case 4: line.say(.phase(.running, since: .zero, ticksLeft: nil))
            case 5:
                line.session.disconnected(
                    code: random.pick([nil, 1012, 4403]) ?? nil, at: line.now)
            case 6: line.reconnect()
            case 7: line.sendText("{\"type\":\"\(random.word())\"}")
            case 8: line.session.sendInput(Swarm.Input(), at: line.now)
            case 9: line.session.wake(at: line.now)
            default:
                source.advance(1, &random)
                line.send(source.frame(isKeyframe: random.chance(0.5)))
            }
            line.now = line.now.advanced(byMilliseconds: 50)
            line.drain()
        }
    }
}
