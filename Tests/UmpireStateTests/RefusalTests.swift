import Testing
import UmpireBasics
import UmpireState

private struct Unfinished: Replicable {
    struct Spot { var x: Float = 0, y: Float = 0 }
    var spot = Spot()
    var health: UInt8 = 0
    static let schema = Schema<Unfinished> { Field("x", \.spot.x) }
}

private struct Computed: Replicable {
    var x: Float = 0
    var double: Float { x * 2 }
    static let schema = Schema<Computed> {
        Field("x", \.x)
        Field("double", \.double)
    }
}

private struct Optional: Replicable {
    var target: UInt8?
    static let schema = Schema<Optional> {}
}

private struct Twice: Replicable {
    var x: Float = 0, y: Float = 0
    static let schema = Schema<Twice> {
        Field("x", \.x)
        Field("x", \.y)
    }
}

private struct Endless: Replicable {
    var count = 0
    static let schema = Schema<Endless> { Field("count", \.count) }
}

private struct Uneven: Replicable {
    var x: Float = 0
    static let schema = Schema<Uneven> { Field("x", \.x, in: 0...1, step: 0.4) }
}

private struct Standing: Replicable {
    var x: Float = 0
    static let schema = Schema<Standing> { Field("x", \.x, in: 0...1, step: 0) }
}

private struct Shuffled: Replicable {
    enum Kind: CaseIterable {
        case first, second
        static let allCases: [Kind] = [.second, .first]
    }
    var kind = Kind.first
    static let schema = Schema<Shuffled> { Field("kind", \.kind) }
}

private struct Quoted: Replicable {
    var x = false
    static let schema = Schema<Quoted> { Field("a\"b", \.x) }
}

private struct Empty: GameWorld { static let layout = Layout<Empty> {} }

private struct Fine: Replicable {
    var x = false
    static let schema = Schema<Fine> { Field("x", \.x) }
}

private struct LostTable: GameWorld {
    var fine = Table<Fine>()
    var others = Table<Fine>()
    static let layout = Layout<LostTable> { Entities("fine", \.fine) }
}

private struct LostScalar: GameWorld {
    var fine = Table<Fine>()
    var score: Int32 = 0
    var names: [String] = []
    static let layout = Layout<LostScalar> {
        Entities("fine", \.fine)
        Field("score", \.score)
    }
}

private struct TwoOfAName: GameWorld {
    var fine = Table<Fine>()
    var others = Table<Fine>()
    static let layout = Layout<TwoOfAName> {
        Entities("fine", \.fine)
        Entities("fine", \.others)
    }
}

private struct OwnedScalar: GameWorld {
    var score: Int32 = 0
    static let layout = Layout<OwnedScalar> { Field("score", \.score, audience: .owner) }
}

@Suite("schemas that are refused at start-up")
struct RefusalTests {
    private func says(_ result: ExitTest.Result?, _ text: String) -> Bool {
        String(decoding: result?.standardErrorContent ?? [], as: UTF8.self).contains(text)
    }

    @Test("an undeclared property is named, nested ones with their path")
    func undeclared() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Replica<Unfinished>() }
        #expect(says(result, "add a Field for spot.y, health"))
    }

    @Test("a computed property cannot be a field")
    func computed() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Replica<Computed>() }
        #expect(says(result, "field double is a stored property of Computed"))
    }

    @Test("an optional is no field's and is named")
    func optional() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Replica<Optional>() }
        #expect(says(result, "add a Field for target"))
    }

    @Test("two fields of one name are refused")
    func twice() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Replica<Twice>() }
        #expect(says(result, "names of their own"))
    }

    @Test("a whole number of 64 bits needs a range")
    func endless() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Replica<Endless>() }
        #expect(says(result, "field count needs `in:`"))
    }

    @Test("a step that does not divide the range is refused, and so is one of 0")
    func steps() async {
        let uneven = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Replica<Uneven>() }
        #expect(says(uneven, "field x has a positive step"))
        let standing = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Replica<Standing>() }
        #expect(says(standing, "field x has a positive step"))
    }

    @Test("an enumeration that lists its cases in another order is refused")
    func shuffled() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Replica<Shuffled>() }
        #expect(says(result, "all its cases, in order"))
    }

    @Test("a name that would break the JSON is refused")
    func quoted() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            let plan = Replica<Quoted>().plan
            _ = SchemaDescription(
                world: WorldPlan<Empty>().shape, input: plan, cue: plan)
        }
        #expect(says(result, "has no quotes"))
    }

    @Test("a world names the tables and scalars that its layout lacks")
    func worlds() async {
        let table = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<LostTable>() }
        #expect(says(table, "add Entities or a Field for others"))
        let scalar = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<LostScalar>() }
        #expect(says(scalar, "add Entities or a Field for names"))
    }

    @Test("tables have names of their own, and a scalar has no owner")
    func layouts() async {
        let names = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<TwoOfAName>() }
        #expect(says(names, "the tables of TwoOfAName have names of their own"))
        let owned = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<OwnedScalar>() }
        #expect(says(owned, "is for everyone or for the server"))
    }

    @Test("a table of no entity or of too many is refused")
    func capacity() async {
        await #expect(processExitsWith: .failure) { _ = Table<Fine>(capacity: 0) }
        await #expect(processExitsWith: .failure) { _ = Table<Fine>(capacity: 4_097) }
        #expect(Table<Fine>(capacity: 4_096).capacity == 4_096)
    }
}
