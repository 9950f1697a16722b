import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

@Suite("a client on a server of another version")
struct SchemaBridgeTests {
    private let plan = GamePlan<Swarm>()

    /// The game's schema with some of its text replaced: a server of another version.
    private func server(_ changes: [(String, String)]) -> String {
        changes.reduce(plan.description.json) { text, change in
            #expect(text.contains(change.0))
            return text.replacing(change.0, with: change.1)
        }
    }

    private func welcome(_ schema: String?, hash: String) -> [UInt8] {
        var welcome = ServerMessage.Welcome()
        welcome.game = "swarm"
        welcome.schemaHash = hash
        welcome.schema = schema
        var bytes: [UInt8] = []
        ServerMessage.welcome(welcome).write(into: &bytes)
        return bytes
    }

    private func refusal(_ schema: String?, hash: String? = nil) throws -> SchemaRefusal? {
        let text = try schema.map { try SchemaText.read(Array($0.utf8).span).hash }
        let bytes = welcome(schema, hash: hash ?? text ?? "")
        do throws(SchemaRefusal) {
            _ = try SchemaBridge(
                welcome: bytes.span, hash: hash ?? text ?? "", own: plan.description)
            return nil
        } catch {
            return error
        }
    }

    @Test("it follows the server's frames and shows them in its own shape")
    func follows() throws {
        let new = WorldPlan<NewSwarm>()
        let cue = Replica<NewSwarm.Cue>()
        let server = SchemaDescription(
            world: new.shape, input: Replica<NewSwarm.Input>().plan, cue: cue.plan)
        let bytes = welcome(server.json, hash: server.hash)
        var bridge = try SchemaBridge(
            welcome: bytes.span, hash: server.hash, own: plan.description)
        #expect(bridge.server.hash == server.hash)
        var mirror = RowMirror(bridge.server)
        var source = SnapshotSource(plan: plan)
        var random = GameRandom(seed: 7)
        for turn in 1...20 {
            source.advance(1, &random)
            var sent = Snapshot(shape: new.shape)
            let world = NewSwarm(source.world, clouds: turn)
            new.capture(world, for: source.viewer, at: source.tick, into: &sent)
            var row: [UInt32] = []
            cue.appendRow(
                of: NewSwarm.Cue(strength: 9, isBlue: true, fly: EntityID(UInt16(turn))), to: &row)
            let frame = keyframe(sent, server, cue: row)
            _ = try mirror.take(frame.span.bytes)
            bridge.follow(mirror)
            var expected = Snapshot(shape: plan.world.shape)
            plan.world.capture(
                source.world, for: source.viewer, at: source.tick, into: &expected)
            #expect(bridge.snapshot == expected)
            #expect(bridge.cues.map(\.tick) == [source.tick])
            #expect(bridge.cueWords == [UInt32(turn), 9])
        }
        #expect(bridge.input([2, 1]) == [2, 3, 1])
        #expect(bridge.input([0, 0]) == [2, 1, 0])
    }

    private func keyframe(
        _ snapshot: Snapshot, _ server: SchemaDescription, cue: [UInt32]
    ) -> [UInt8] {
        var bytes = withUnsafeBytes(
            of: SnapshotPrefix(ackSequence: 0, lead: -128).word.littleEndian
        ) { Array($0) }
        SnapshotHead(tick: snapshot.tick, age: 0, viewHash: snapshot.viewHash).write(into: &bytes)
        var writer = BitWriter()
        var encoder = server.codec.encoder(.speed)
        let blank = Snapshot(shape: server.world)
        encoder.encode(snapshot, against: blank, after: blank, SnapshotAges(), into: &writer)
        writer.writeVarint(1)
        writer.writeVarint(0)
        RawRow.write(cue[...], plan: server.cue, into: &writer)
        encoder.finish(&writer)
        return bytes + writer.bytes
    }

    @Test("what the client would have to do without is named")
    func missing() throws {
        let older = server([(#""name":"energy""#, #""name":"power""#), ("stones", "rocks")])
        let refusal = try refusal(older)
        #expect(refusal == .missing([.noField("flies.energy"), .noTable("stones")]))
        #expect(refusal?.reason == "update needed: no flies.energy any more, no stones any more")
    }

    @Test("a schema that is absent, another one or none at all is refused")
    func unreadable() throws {
        let newer = server([("stones", "rocks")])
        #expect(try refusal(nil, hash: "beef") == .unreadable(.absent))
        let hash = plan.description.hash
        #expect(
            try refusal(newer, hash: hash)
                == .unreadable(
                    .otherHash(
                        named: hash, computed: SchemaText.read(Array(newer.utf8).span).hash)))
        let bytes = Array("nothing".utf8)
        #expect(throws: SchemaRefusal.unreadable(.otherKind(byte: 0))) {
            try SchemaBridge(welcome: bytes.span, hash: hash, own: plan.description)
        }
    }

    @Test("the reason fits into a close frame, whatever the names are")
    func reason() {
        let gaps = (0..<40).map { SchemaMappingGap.noField("täble.\($0)") }
        for count in 1...40 {
            let reason = SchemaRefusal.missing(Array(gaps[..<count])).reason
            #expect(reason.hasPrefix("update needed: no täble.0 any more"))
            #expect(reason.utf8.count <= 123)
            #expect(reason.hasSuffix("…") == (count > 5))
        }
        let long = SchemaRefusal.missing([.noTable(String(repeating: "é", count: 500))]).reason
        #expect(long.utf8.count <= 123 && long.hasSuffix("é…"))
    }
}

/// A later version of the game: all that the old one has, a table more, and more to say.
private struct NewSwarm: GameWorld {
    struct Cloud: Replicable {
        var size: UInt8 = 0
        static let schema = Schema<Cloud> { Field("size", \.size) }
    }
    struct Input: Replicable {
        var boost = 0
        var turn = 0
        var isPushing = false
        static let schema = Schema<Input> {
            Field("boost", \.boost, in: -2...5)
            Field("turn", \.turn, in: -2...2)
            Field("isPushing", \.isPushing)
        }
    }
    struct Cue: Replicable {
        var strength: UInt8 = 0
        var isBlue = false
        var fly = EntityID(0)
        static let schema = Schema<Cue> {
            Field("strength", \.strength)
            Field("isBlue", \.isBlue)
            Field("fly", \.fly)
        }
    }
    var clouds = Table<Cloud>()
    var round = 0
    var stones = Table<Swarm.Stone>(capacity: 256)
    var flies = Table<Swarm.Fly>(capacity: 64)
    var wind: Float = 0
    static let layout = Layout<Self> {
        Entities("clouds", \.clouds)
        Field("round", \.round, in: 0...1_000)
        Entities("stones", \.stones)
        Entities("flies", \.flies, owner: .id)
        Field("wind", \.wind)
    }

    init() {}

    init(_ old: Swarm.World, clouds count: Int) {
        round = old.round
        stones = old.stones
        flies = old.flies
        wind = old.wind
        for size in 0..<count { _ = clouds.insert(Cloud(size: UInt8(size))) }
    }
}
