import Testing
import UmpireBasics
import UmpireState

private struct Spot: Replicable {
    var x: Float = 0
    var y: Float = 0
    var keeper = PlayerID(0)
    var doubled: Float { x * 2 }
    static let schema = Schema<Spot> {
        Field("x", \.x)
        Field("y", \.y)
        Field("keeper", \.keeper)
    }
}

private struct Nowhere: GameWorld {
    var spots = Table<Spot>()
    static let layout = Layout<Nowhere> {
        Entities("spots", \.spots, owner: .id, interest: .radius(3))
    }
}

private struct Unowned: GameWorld {
    var spots = Table<Spot>()
    static let layout = Layout<Unowned> {
        Entities("spots", \.spots, position: .at(\.x, \.y), interest: .radius(3))
    }
}

private struct Teamless: GameWorld {
    var spots = Table<Spot>()
    static let layout = Layout<Teamless> {
        Entities(
            "spots", \.spots, owner: .id, position: .at(\.x, \.y), interest: .teamVision(3))
    }
}

private struct Eyeless: GameWorld {
    var spots = Table<Spot>()
    static let layout = Layout<Eyeless> {
        Entities(
            "spots", \.spots, owner: .id, position: .at(\.x, \.y),
            priority: .distance(3, eyes: "heads"))
    }
}

private struct Doubled: GameWorld {
    var spots = Table<Spot>()
    static let layout = Layout<Doubled> {
        Entities(
            "spots", \.spots, owner: .id, position: .at(\.doubled, \.y), interest: .radius(3))
    }
}

@Suite("refusals of interest and priority")
struct InterestRefusalTests {
    private func says(_ result: ExitTest.Result?, _ text: String) -> Bool {
        let bytes = result?.standardErrorContent ?? []
        return String(decoding: bytes, as: UTF8.self).contains(text)
    }

    @Test("a table with an interest by distance has a position")
    func position() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<Nowhere>() }
        #expect(says(result, "table spots has a `position:` for its interest"))
    }

    @Test("eyes have an owner, or a team where a team sees")
    func holders() async {
        let unowned = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<Unowned>() }
        #expect(says(unowned, "table spots has an `owner:`"))
        let teamless = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<Teamless>() }
        #expect(says(teamless, "table spots has a `team:`"))
    }

    @Test("eyes are in a table of the layout")
    func eyes() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<Eyeless>() }
        #expect(says(result, "the eyes of table spots: there is no table heads"))
    }

    @Test("a position is two stored properties")
    func stored() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<Doubled>() }
        #expect(says(result, "the position of table spots is a stored property of Spot"))
    }

    @Test("numbers that mean nothing are refused")
    func numbers() async {
        let radius = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Interest<Nowhere, Spot>.radius(0) }
        #expect(says(radius, "the radius of an interest is above 0"))
        let hysteresis = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Interest<Nowhere, Spot>.teamVision(3, hysteresis: -1) }
        #expect(says(hysteresis, "the hysteresis of an interest is not below 0"))
        let weight = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Priority<Nowhere, Spot>.kind(1_001) }
        #expect(says(weight, "a priority is 1 to 1000"))
        let falloff = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = Priority<Nowhere, Spot>.distance(.nan) }
        #expect(says(falloff, "the falloff of a priority is above 0"))
    }
}
