import Testing

@testable import Umpire

@Suite("for what the bytes of a game are spent") struct BytesBenchmarkTests {
    /// Runners who draw what they do; one field is dear, one cheap, one never changes.
    enum Drift: Game {
        static let info = GameInfo("drift", tickRate: 30, snapshotRate: 15, players: 1...8)

        struct Input: GameInput {
            var push = 0
            static let schema = Schema<Self> { Field("push", \.push, in: -100...100) }
        }
        struct Runner: Replicable {
            var x: Float = 500
            var heading: Float = 0
            var still: Float = 0
            var steps = 0
            static let schema = Schema<Self> {
                Field("x", \.x, in: 0...1_000, step: 0.01)
                Field("heading", \.heading, turnBits: 8)
                Field("still", \.still, in: 0...1, step: 0.5)
                Field("steps", \.steps, in: 0...100_000)
            }
        }
        struct Cue: Replicable {
            var push = 0
            static let schema = Schema<Self> { Field("push", \.push, in: -100...100) }
        }
        struct World: GameWorld {
            var runners = Table<Runner>()
            static let layout = Layout<Self> { Entities("runners", \.runners) }
        }

        static func step(_ world: inout World, _ turn: inout Turn<Drift>) {
            for player in turn.joined { world.runners[EntityID(player)] = Runner() }
            world.runners.update { id, runner in
                let push = turn[id.player].push
                runner.x += Float(push) * 0.01
                runner.heading += Float(push) * 0.000_5
                runner.steps += push > 95 ? 1 : 0
            }
            let push = turn[PlayerID(0)].push
            if push > 90 { turn.emit(Cue(push: push)) }
        }

        static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
            Input(push: random.int(in: -100...100))
        }
    }

    /// The same runners, of whom players see only those nearby.
    enum Fog: Game {
        static let info = GameInfo("fog", tickRate: 30, players: 1...8)

        struct World: GameWorld {
            var runners = Table<Drift.Runner>()
            static let layout = Layout<Self> {
                Entities(
                    "runners", \.runners, owner: .id, position: .at(\.x, \.still),
                    interest: .radius(1))
            }
        }

        static func step(_ world: inout World, _ turn: inout Turn<Fog>) {
            for player in turn.joined {
                world.runners[EntityID(player)] = Drift.Runner(x: Float(player.rawValue) * 20)
            }
            world.runners.update { id, runner in
                runner.x += Float(turn[id.player].push) * 0.000_1
            }
        }

        typealias Input = Drift.Input

        static func bot(_ me: PlayerID, _ view: World, _ random: inout GameRandom) -> Input {
            Input(push: random.int(in: -100...100))
        }
    }

    private static func report(_ mode: CodecMode) throws -> BytesReport {
        try BytesBenchmark(Drift.self, players: 4, frames: 400, mode: mode).run(seed: 3)
    }

    @Test("the parts add up to the bytes, largest first", arguments: CodecMode.allCases)
    func sum(mode: CodecMode) throws {
        let report = try BytesBenchmarkTests.report(mode)
        #expect(report.frames == 200)
        #expect(report.shares.reduce(0) { $0 + $1.bytes } == report.bytes)
        #expect(report.shares.allSatisfy { $0.bytes >= 0 })
        #expect(report.shares.first?.name == "frame.head")
        // Four bytes for the client, six for all, one for the predecessor; each 16th a hash.
        let heads = report.shares.first { $0.name == "frame.head" }?.bytes
        #expect(heads == 200 * 11 + 200 / 8 * 4)
        #expect(report.bytes < (try #require(report.untrainedBytes)))
        let named = Dictionary(uniqueKeysWithValues: report.shares.map { ($0.name, $0.bytes) })
        #expect(named["runners.still"] == 0)
        #expect(try #require(named["runners.x"]) > 200 * 4 / 2)
        #expect(try #require(named["cues.push"]) > 0)
    }

    @Test("each doubled step of a field that changes is tried", arguments: CodecMode.allCases)
    func advice(mode: CodecMode) throws {
        let report = try BytesBenchmarkTests.report(mode)
        #expect(report.advice.map(\.share.name) == ["runners.x", "runners.heading"])
        for advice in report.advice {
            // About a bit for each of 4 runners in 200 frames, never more than the field.
            let saved = report.bytes - advice.bytes
            #expect(saved > 200 * 4 / 8 / 2 && saved < advice.share.bytes, "\(advice.share.name)")
        }
    }

    @Test("where interest hides entities a player is the viewer, and nothing is trained")
    func interest() throws {
        let alone = try BytesBenchmark(Fog.self, players: 1, frames: 100).run(seed: 3)
        let hidden = try BytesBenchmark(Fog.self, players: 4, frames: 100).run(seed: 3)
        #expect(alone.untrainedBytes == nil)
        #expect(alone.bytes == hidden.bytes, "the others are too far away")
        #expect(alone.lines.first?.contains("untrained tables") == true)
    }

    @Test("savings are percents, tenths or nothing")
    func savings() throws {
        let description = GamePlan(Drift.self).description
        let coarser = try #require(CoarserField(description.world, part: 1))
        var report = BytesReport(
            FieldBits(description), bytes: 10_000, untrainedBytes: nil, frames: 10)
        for bytes in [8_849, 9_900, 9_901, 9_990, 9_996, 10_200] {
            report.add(coarser, at: 0, bytes: bytes)
        }
        let ends = report.lines.suffix(6).map { $0.split(separator: "saves ").last ?? "" }
        #expect(ends == ["12 %", "1 %", "1 %", "0.1 %", "nothing", "nothing"])
    }

    @Test("the lines say what a developer can do")
    func lines() throws {
        let report = try BytesBenchmarkTests.report(.speed)
        let lines = report.lines
        let last = try #require(lines.last)
        #expect(last.hasPrefix("runners.heading is "))
        #expect(last.contains(" % of the bytes; step 0.00390625 → 0.0078125 turns saves "))
        #expect(
            lines.contains { $0.hasPrefix("runners.x is ") && $0.contains("step 0.01 → 0.02 s") })
        let numbers = lines.dropFirst().prefix { $0.hasPrefix("  ") }.compactMap { line in
            line.dropLast(" %".count).split(separator: " ").dropLast().last.flatMap { Int($0) }
        }
        #expect(numbers.last == report.bytes)
        #expect(numbers.dropLast().reduce(0, +) == report.bytes)
    }
}
