import Testing
import UmpireBasics
import UmpireGame
import UmpireState

/// A game whose cue pretends to be for its owner alone.
private enum Leaky: Game {
    static let info = GameInfo("leaky", players: 1...2)
    struct Input: GameInput { static let schema = Schema<Input> {} }
    struct Whisper: Replicable {
        var secret: UInt8 = 0
        static let schema = Schema<Whisper> { Field("secret", \.secret, audience: .owner) }
    }
    typealias Cue = Whisper
    struct World: GameWorld { static let layout = Layout<World> {} }
    static func step(_ world: inout World, _ turn: inout Turn<Leaky>) {}
}

@Suite("verdicts, plans and infos")
struct RulesOfGamesTests {
    @Test("a verdict ranks by score, and equal scores by the players' numbers", arguments: 1...30)
    func ranking(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var scores = (0..<8).map {
            Verdict.Placement(PlayerID($0), score: random.int(in: -2...2))
        }
        let verdict = Verdict(scores, reason: "over")
        for (better, worse) in zip(verdict.ranking, verdict.ranking.dropFirst()) {
            #expect(
                better.score > worse.score
                    || better.score == worse.score && better.player < worse.player)
        }
        random.shuffle(&scores)
        #expect(Verdict(scores, reason: "over") == verdict, "seed \(seed)")
    }

    @Test("a verdict ranks the extremes")
    func extremes() {
        let ranking = Verdict(
            [.init(PlayerID(1), score: .min), .init(PlayerID(0), score: .max)], reason: ""
        ).ranking
        #expect(ranking.map(\.player.rawValue) == [0, 1])
    }

    @Test("a cue for its owner alone is refused: everybody gets each cue")
    func leaky() async throws {
        let result = try await #require(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { _ = GamePlan<Leaky>() }
        #expect(
            String(decoding: result.standardErrorContent, as: UTF8.self).contains("no audience"))
    }

    @Test("rates and sizes out of range are refused")
    func infos() async {
        await #expect(processExitsWith: .failure) { _ = GameInfo("Tag", players: 1...2) }
        await #expect(processExitsWith: .failure) { _ = GameInfo("", players: 1...2) }
        await #expect(processExitsWith: .failure) { _ = GameInfo("tag", players: 0...2) }
        await #expect(processExitsWith: .failure) { _ = GameInfo("tag", players: 1...65) }
        await #expect(processExitsWith: .failure) {
            _ = GameInfo("tag", tickRate: 241, players: 1...2)
        }
        await #expect(processExitsWith: .failure) {
            _ = GameInfo("tag", tickRate: 30, snapshotRate: 20, players: 1...2)
        }
        await #expect(processExitsWith: .failure) {
            _ = GameInfo("tag", tickRate: 30, snapshotRate: 0, players: 1...2)
        }
        let info = GameInfo("tag-2", tickRate: 60, snapshotRate: 20, players: 1...64)
        #expect(info.ticksPerSnapshot == 3 && info.graceTicks == 1_800)
    }

    @Test("a plan describes the whole game")
    func plan() {
        let plan = GamePlan<Rally>()
        #expect(plan.description.json.hasPrefix("{\"tables\":[{\"name\":\"cars\""))
        #expect(plan.description.json.hasSuffix("\"cue\":{\"fields\":[]}}"))
        #expect(plan.input.plan.width == 2 && plan.cue.plan.width == 0)
    }
}
