import Testing
import UmpireBasics
import UmpireState

@Suite("mapping between schemas")
struct SchemaReadingMappingTests {
    private func schema(
        input: [SchemaReadingField] = [], cue: [SchemaReadingField] = [],
        tables: [SchemaReading.Table] = []
    ) throws -> SchemaDescription {
        var reading = SchemaReading()
        reading.tables = tables
        reading.scalars = []
        reading.input = input
        reading.cue = cue
        return try reading.description()
    }

    /// What the client shows of values of the server's field, one of each.
    private func shown(
        _ words: [UInt32], _ server: SchemaReadingField, as client: SchemaReadingField
    ) throws -> [UInt32] {
        let mapping = try SchemaMapping(
            server: try schema(cue: [server]), client: try schema(cue: [client]))
        var results: [UInt32] = []
        for word in words { mapping.cueRow([word], from: 0, into: &results) }
        return results
    }

    private func shown(
        _ word: UInt32, _ server: SchemaReadingField, as client: SchemaReadingField
    ) throws -> UInt32? {
        let words = try shown([word], server, as: client)
        return words.count == 1 ? words[0] : nil
    }

    private func gaps(
        _ server: SchemaDescription, _ client: SchemaDescription
    ) -> [SchemaMappingGap] {
        do throws(SchemaMappingFault) {
            _ = try SchemaMapping(server: server, client: client)
            return []
        } catch {
            return error.gaps
        }
    }

    @Test("whole numbers keep their value, and end at the client's range")
    func integers() throws {
        let server = SchemaReadingField.integer(-100, limit: 300)
        let client = SchemaReadingField.integer(-10, limit: 60)
        #expect(try shown(100, server, as: client) == 10)
        #expect(try shown(0, server, as: client) == 0)
        #expect(try shown(300, server, as: client) == 60)
        let least = SchemaReadingField.integer(.min, limit: 7)
        let greatest = SchemaReadingField.integer(.max - 7, limit: 7)
        #expect(try shown(7, least, as: greatest) == 0)
        #expect(try shown(0, greatest, as: least) == 7)
        #expect(try shown(.max, server, as: client) == 60)
    }

    @Test("numbers of another kind or step become the nearest", arguments: UInt64(1)...200)
    func numbers(seed: UInt64) throws {
        var invention = SchemaReadingInvention(seed: seed)
        let server = invention.quantised()
        var client = invention.quantised()
        if case .real(let minimum) = server.min, invention.random.chance(0.5) {
            client.min = .real(minimum)
        }
        let words = (0..<20).map { _ in invention.random.word() % (UInt32(limit(server)) + 1) }
        let results = try shown(words, server, as: client)
        #expect(results.count == words.count, "seed \(seed)")
        for (word, result) in zip(words, results) {
            let value = number(word, server)
            let reach = number(0, client)...number(UInt32(limit(client)), client)
            let nearest = min(max(value, reach.lowerBound), reach.upperBound)
            let error = abs(number(result, client) - nearest)
            #expect(error <= number(1, client) / 2 - number(0, client) / 2 + 1e-6, "seed \(seed)")
            #expect(Int64(result) <= limit(client), "seed \(seed)")
        }
    }

    @Test("the same range and step keep the word; so do whole numbers as steps of 1")
    func same() throws {
        let field = SchemaReadingField.float(-100, 0.05, limit: 4_000)
        let words = Array(UInt32(0)...4_000)
        #expect(try shown(words, field, as: field) == words)
        let whole = SchemaReadingField.integer(-100, limit: 4_000)
        let steps = SchemaReadingField.float(-100, 1, limit: 4_000)
        #expect(try shown(17, whole, as: steps) == 17)
        #expect(try shown(17, steps, as: whole) == 17)
    }

    @Test("full precision becomes steps and back; what is no number is the lower bound")
    func precise() throws {
        var full = SchemaReadingField()
        full.name = "field"
        full.kind = "float32"
        full.bits = .integer(32)
        let steps = SchemaReadingField.float(-1, 0.25, limit: 8)
        #expect(try shown(Float(0.3).bitPattern, full, as: steps) == 5)
        #expect(try shown(Float.nan.bitPattern, full, as: steps) == 0)
        #expect(try shown(Float.infinity.bitPattern, full, as: steps) == 8)
        #expect(try shown(5, steps, as: full) == Float(0.25).bitPattern)
        let huge = SchemaReadingField.float(0, 1e300, limit: 2)
        #expect(try shown(2, huge, as: full) == Float.greatestFiniteMagnitude.bitPattern)
    }

    @Test("directions go around: the last step of a fine circle is the first of a coarse one")
    func angles() throws {
        func angle(_ bits: Int) -> SchemaReadingField {
            var field = SchemaReadingField.float(0, 1 / Double(1 << bits), limit: (1 << bits) - 1)
            field.hint = "angle"
            return field
        }
        #expect(try shown(255, angle(8), as: angle(4)) == 0)
        #expect(try shown(128, angle(8), as: angle(4)) == 8)
        #expect(try shown(15, angle(4), as: angle(8)) == 240)
        var shifted = SchemaReadingField.float(-0.5, 0.125, limit: 7)
        shifted.hint = "angle"
        #expect(try shown(192, angle(8), as: shifted) == 2)
        #expect(try shown(1, shifted, as: angle(4)) == 10)
        var degrees = SchemaReadingField.float(0, 45, limit: 7)
        degrees.hint = "angle"
        let server = try schema(cue: [angle(8)])
        #expect(gaps(server, try schema(cue: [degrees])) == [.otherKind("cue.field")])
        let straight = SchemaReadingField.float(0, 1.0 / 16, limit: 15)
        #expect(gaps(server, try schema(cue: [straight])) == [.otherKind("cue.field")])
    }

    @Test("cases are found by name; one that the client cannot show asks for an update")
    func cases() throws {
        let server = SchemaReadingField.enumeration(["idle", "run", "jump"])
        let client = SchemaReadingField.enumeration(["jump", "swim", "idle", "run"])
        #expect(try (0...2).map { try shown($0, server, as: client) } == [2, 3, 0])
        #expect(try shown(77, server, as: client) == 0)
        let old = SchemaReadingField.enumeration(["idle", "run"])
        #expect(
            gaps(try schema(cue: [server]), try schema(cue: [old])) == [
                .unknownCase("cue.field", name: "jump")
            ])
    }

    @Test("truth values and cases become nothing else")
    func kinds() throws {
        var truth = SchemaReadingField()
        truth.name = "field"
        truth.kind = "bool"
        truth.bits = .integer(1)
        let number = SchemaReadingField.integer(0, limit: 1)
        let pairs = [
            (truth, number), (number, truth),
            (SchemaReadingField.enumeration(["a", "b"]), number),
            (number, .enumeration(["a", "b"])),
            (truth, .enumeration(["a", "b"])),
        ]
        for (one, other) in pairs {
            #expect(
                gaps(try schema(cue: [one]), try schema(cue: [other])) == [
                    .otherKind("cue.field")
                ])
        }
        #expect(try shown(1, truth, as: truth) == 1)
    }

    @Test("all that is missing is named at once")
    func missing() throws {
        let number = SchemaReadingField.integer(0, limit: 1)
        var secret = number
        secret.audience = "owner"
        let client = try schema(
            input: [number.named("jump")],
            tables: [
                SchemaReading.Table(name: "tanks", fields: [number.named("x"), number.named("y")]),
                SchemaReading.Table(name: "trees", fields: []),
            ])
        let server = try schema(
            tables: [SchemaReading.Table(name: "tanks", fields: [secret.named("y")])])
        #expect(
            gaps(server, client) == [
                .noField("tanks.x"), .hidden("tanks.y"), .noTable("trees"),
            ])
        #expect(gaps(client, client).isEmpty)
    }

    @Test("a field that was renamed is found by either side")
    func renamed() throws {
        let old = SchemaReadingField.integer(0, limit: 9).named("speed")
        var new = SchemaReadingField.integer(-2, limit: 20).named("pace")
        new.was = "speed"
        #expect(try shown(5, new, as: old) == 3)
        #expect(try shown(3, old, as: new) == 5)
        #expect(try shown(5, new, as: new) == 5)
        // A name of its own wins over an earlier name of another field.
        let both = try schema(cue: [new, .integer(0, limit: 7).named("depth")])
        let client = try schema(cue: [.integer(0, limit: 7).named("depth"), old])
        let mapping = try SchemaMapping(server: both, client: client)
        var words: [UInt32] = []
        mapping.cueRow([5, 7], from: 0, into: &words)
        #expect(words == [7, 3])
        #expect(
            gaps(try schema(cue: [old]), try schema(cue: [old.named("pace")])) == [
                .noField("cue.pace")
            ])
    }

    @Test("a field that more players see than the client expects is shown")
    func wider() throws {
        func table(_ audience: String?) throws -> SchemaDescription {
            var field = SchemaReadingField.integer(0, limit: 1)
            field.audience = audience
            return try schema(tables: [SchemaReading.Table(name: "t", fields: [field])])
        }
        #expect(gaps(try table(nil), try table("team")).isEmpty)
        #expect(gaps(try table("team"), try table("owner")).isEmpty)
        #expect(gaps(try table("owner"), try table("team")) == [.hidden("t.field")])
        #expect(gaps(try table("team"), try table(nil)) == [.hidden("t.field")])
    }

    @Test("an input says what the server knows, and idles where the client knows nothing")
    func inputs() throws {
        let server = try schema(input: [
            .integer(-5, limit: 10).named("strafe"), .integer(3, limit: 10).named("gear"),
            .float(-1, 0.5, limit: 4).named("lean"), .enumeration(["none", "fire"]).named("act"),
            .integer(-2, limit: 4).named("turn"), .integer(-9, limit: 3).named("depth"),
        ])
        let client = try schema(input: [
            .integer(0, limit: 1).named("crouch"), .integer(-1, limit: 2).named("turn"),
        ])
        let mapping = try SchemaMapping(server: server, client: client)
        var words: [UInt32] = [99]
        mapping.inputRow([1, 0], into: &words)
        #expect(words == [99, 5, 0, 2, 0, 1, 3])
        let said = SchemaReadingField.enumeration(["none", "fire", "wave"])
        #expect(
            gaps(
                try schema(input: [.enumeration(["none", "fire"])]),
                try schema(input: [said])) == [.unknownCase("input.field", name: "wave")])
    }

    @Test("any word of an input is a word that the server takes", arguments: UInt64(1)...200)
    func anyInput(seed: UInt64) throws {
        var invention = SchemaReadingInvention(seed: seed)
        let server = try schema(input: [invention.field()])
        let client = try schema(input: [invention.field()])
        guard let mapping = try? SchemaMapping(server: server, client: client) else { return }
        for _ in 0..<20 {
            let bits = UInt32(client.input.fields[0].bits)
            let word = invention.random.word() >> (32 - bits)
            var words: [UInt32] = []
            mapping.inputRow([min(word, client.input.fields[0].limit)], into: &words)
            #expect(words.count == 1 && words[0] <= server.input.fields[0].limit, "seed \(seed)")
        }
    }

    // MARK: - What a word means, as the article *Protocol* says it

    private func limit(_ field: SchemaReadingField) -> Int64 {
        if case .integer(let limit) = field.limit { limit } else { 0 }
    }

    private func number(_ word: UInt32, _ field: SchemaReadingField) -> Double {
        guard case .real(let minimum) = field.min, case .real(let step) = field.step else {
            return .nan
        }
        return minimum + Double(word) * step
    }
}
