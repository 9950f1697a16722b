import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

@Suite("the text of a schema")
struct SchemaTextTests {
    private func read(_ text: String) throws(SchemaTextFault) -> SchemaDescription {
        let bytes = Array(text.utf8)
        return try SchemaText.read(bytes.span)
    }

    private func written(anew schema: SchemaDescription) -> SchemaDescription {
        SchemaDescription(world: schema.world, input: schema.input, cue: schema.cue)
    }

    @Test("it is read and written again to the character", arguments: 1...300)
    func roundTrip(seed: Int) throws {
        var writing = SchemaWriting(seed: UInt64(seed))
        let text = writing.schema()
        let schema = try read(text)
        #expect(schema.json == text, "seed \(seed)")
        #expect(written(anew: schema).json == text, "seed \(seed)")
        #expect(written(anew: schema).hash == schema.hash, "seed \(seed)")
    }

    @Test("a game's own schema comes back with its hash")
    func game() throws {
        let plan = GamePlan<Swarm>()
        let schema = try read(plan.description.json)
        #expect(schema.hash == plan.description.hash)
        #expect(written(anew: schema).json == plan.description.json)
    }

    @Test("what later versions add is skipped, and the hash is still the server's")
    func unknown() throws {
        let text = """
            {"new":{"a":[1,{"b":null}]},"tables":[],"scalars":{"fields":[],"more":-1.5e3},\
            "input":{"fields":[{"name":"a","bits":1,"kind":"bool","more":["x"]}]},\
            "cue":{"fields":[]}}
            """
        let schema = try read(text)
        #expect(schema.input.fields.map(\.name) == ["a"])
        #expect(schema.json == text)
        #expect(schema.hash != written(anew: schema).hash)
        #expect(try read(" \(text)\n").hash == schema.hash)
    }

    @Test("it is found in a welcome")
    func welcome() throws {
        let plan = GamePlan<Swarm>()
        var welcome = ServerMessage.Welcome()
        welcome.game = "swarm \"schema\":{"
        welcome.schema = plan.description.json
        var bytes: [UInt8] = []
        ServerMessage.welcome(welcome).write(into: &bytes)
        #expect(try SchemaText.read(ofWelcome: bytes.span).hash == plan.description.hash)
        bytes.removeAll()
        welcome.schema = nil
        ServerMessage.welcome(welcome).write(into: &bytes)
        #expect(throws: SchemaTextFault.absent) { try SchemaText.read(ofWelcome: bytes.span) }
    }

    @Test("it is refused when it ends early, wherever that is")
    func truncated() throws {
        let bytes = Array(GamePlan<Swarm>().description.json.utf8)
        for count in 0..<bytes.count {
            let part = Array(bytes[..<count])
            #expect(throws: SchemaTextFault.self) { try SchemaText.read(part.span) }
        }
    }

    @Test("with a bit flipped, each seventh of all, it is refused or has another hash")
    func flipped() throws {
        let schema = GamePlan<Swarm>().description
        var bytes = Array(schema.json.utf8)
        // What is read makes a codec, which takes a while.
        for bit in stride(from: 0, to: bytes.count * 8, by: 7) {
            bytes[bit / 8] ^= 1 << (bit % 8)
            if let read = try? SchemaText.read(bytes.span) {
                #expect(read.hash != schema.hash, "bit \(bit)")
            }
            bytes[bit / 8] ^= 1 << (bit % 8)
        }
    }

    @Test("parts put together at random are read or refused", arguments: 1...400)
    func random(seed: Int) {
        var random = GameRandom(seed: UInt64(seed))
        let parts = [
            "{", "}", "[", "]", ",", ":", "\"tables\"", "\"fields\"", "\"name\"", "\"bits\"", "1",
            "-9223372036854775808", "1e999", "\"int\"", "\"kind\"", "null", "\"cases\"", "\"", "\\",
        ]
        var text = "{\"tables\":[{\"name\":\"t\",\"fields\":[{\"name\":\"f\","
        for _ in 0..<random.int(in: 0...30) { text += random.pick(parts) ?? "" }
        #expect(throws: SchemaTextFault.self, "seed \(seed)") { try read(text) }
    }

    @Test("lists end at their limits, and long texts are not begun")
    func limits() {
        let many = Array(repeating: "{}", count: 65).joined(separator: ",")
        let tables = "{\"tables\":[\(many)]}"
        #expect(throws: SchemaTextFault.tooMany(byte: 11 + 64 * 3)) { try read(tables) }
        let fields = "{\"cue\":{\"fields\":[\(many)]}}"
        #expect(throws: SchemaTextFault.tooMany(byte: 18 + 64 * 3)) { try read(fields) }
        let names = Array(repeating: "\"a\"", count: 257).joined(separator: ",")
        let cases = "{\"cue\":{\"fields\":[{\"cases\":[\(names)]}]}}"
        #expect(throws: SchemaTextFault.tooMany(byte: 28 + 256 * 4)) { try read(cases) }
        let long = String(repeating: " ", count: Limits.schemaBytes + 1)
        #expect(throws: SchemaTextFault.tooLong(bytes: Limits.schemaBytes + 1)) {
            try read(long)
        }
        let deep = String(repeating: "[", count: 100)
        #expect(throws: SchemaTextFault.self) { try read("{\"new\":\(deep)") }
    }

    @Test("another kind of value is refused with its place")
    func kinds() {
        #expect(throws: SchemaTextFault.otherKind(byte: 0)) { try read("[]") }
        #expect(throws: SchemaTextFault.otherKind(byte: 10)) { try read("{\"tables\":{}}") }
        #expect(throws: SchemaTextFault.otherKind(byte: 26)) {
            try read("{\"cue\":{\"fields\":[{\"bits\":\"1\"}]}}")
        }
        #expect(throws: SchemaTextFault.otherKind(byte: 25)) {
            try read("{\"cue\":{\"fields\":[{\"min\":1e999}]}}")
        }
        #expect(throws: SchemaTextFault.malformed(.duplicateMember("cue"))) {
            try read("{\"cue\":{\"fields\":[]},\"cue\":{}}")
        }
        let whole = GamePlan<Swarm>().description.json
        #expect(throws: SchemaTextFault.malformed(.malformed(byte: whole.utf8.count))) {
            try read(whole + "}")
        }
        #expect(throws: SchemaTextFault.impossible(.badMember("tables", place: "schema"))) {
            try read("{}")
        }
    }
}
