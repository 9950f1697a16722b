import Testing
import UmpireBasics
import UmpireState

private struct Nut: Replicable {
    var x: Float = 0
    static let schema = Schema<Nut> { Field("x", \.x) }
}

private struct Open: GameWorld {
    var nuts = Table<Nut>()
    static let layout = Layout<Open> { Entities("nuts", \.nuts, ids: .perViewer) }
}

private struct Owned: GameWorld {
    var nuts = Table<Nut>()
    static let layout = Layout<Owned> {
        Entities(
            "nuts", \.nuts, owner: .id, interest: .custom { nut, _, _, _ in nut.x > 0 },
            ids: .perViewer)
    }
}

@Suite("refusals of ids per viewer")
struct ViewerIDRefusalTests {
    private func says(_ result: ExitTest.Result?, _ text: String) -> Bool {
        let bytes = result?.standardErrorContent ?? []
        return String(decoding: bytes, as: UTF8.self).contains(text)
    }

    @Test("they hide what an interest hides")
    func open() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<Open>() }
        #expect(says(result, "table nuts has an `interest:`"))
    }

    @Test("ids that are players' are shared")
    func owned() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = WorldPlan<Owned>() }
        #expect(says(result, "the ids of table nuts say who owns its entities"))
    }
}
