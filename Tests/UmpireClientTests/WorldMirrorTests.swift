import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

@Suite("a mirror of the world")
struct WorldMirrorTests {
    private let plan = GamePlan<Swarm>()

    @Test(
        "it holds what the server's viewer sees, over skipped ticks and keyframes",
        arguments: 1...12 as ClosedRange<UInt64>)
    func following(_ seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        var source = SnapshotSource(plan: plan)
        var mirror = WorldMirror(plan: plan)
        for _ in 0..<200 {
            source.advance(random.chance(0.8) ? 1 : random.int(in: 1...40), &random)
            let isKeyframe = random.chance(0.03)
            let bytes = source.frame(isKeyframe: isKeyframe, hasHash: random.chance(0.3))
            let frame = try mirror.take(bytes.span.bytes)
            #expect(frame.head.tick == source.tick)
            #expect(mirror.tick == source.tick)
            #expect(mirror.snapshot == source.current, "seed \(seed), tick \(source.tick)")
        }
    }

    @Test("its world is the quantised world, without what this client may not see")
    func restoring() throws {
        var random = GameRandom(seed: 5)
        var source = SnapshotSource(plan: plan)
        var mirror = WorldMirror(plan: plan)
        #expect(mirror.world.flies.isEmpty)
        source.world.flies[PlayerID(1)] = Swarm.Fly(x: 1.234, secret: 77)
        source.world.flies[PlayerID(2)] = Swarm.Fly(x: -1.236, secret: 88)
        source.tick = Tick(9)
        _ = try mirror.take(source.frame().span.bytes)
        #expect(mirror.world.flies[PlayerID(1)]?.secret == 77)
        #expect(mirror.world.flies[PlayerID(2)]?.secret == 0)
        let x = try #require(mirror.world.flies[PlayerID(2)]?.x)
        #expect(abs(x + 1.24) < 0.0001)
        source.advance(3, &random)
        _ = try mirror.take(source.frame().span.bytes)
        var restored = Swarm.World()
        plan.world.restore(source.current, into: &restored)
        var expected = StateHasher()
        var found = StateHasher()
        plan.world.hash(restored, into: &expected)
        plan.world.hash(mirror.world, into: &found)
        #expect(expected.value == found.value)
    }

    @Test("cues come with the tick in which they happened")
    func cues() throws {
        var source = SnapshotSource(plan: plan)
        var mirror = WorldMirror(plan: plan)
        source.tick = Tick(40)
        let bytes = source.frame(cues: [
            (3, Swarm.Cue(fly: EntityID(7), strength: 200)), (0, Swarm.Cue(fly: EntityID(65_535))),
            (100, Swarm.Cue()),
        ])
        _ = try mirror.take(bytes.span.bytes)
        #expect(mirror.cues.map(\.tick) == [Tick(37), Tick(40), Tick(0)])
        #expect(mirror.cues.map(\.cue.fly) == [EntityID(7), EntityID(65_535), EntityID(0)])
        #expect(mirror.cues.map(\.cue.strength) == [200, 0, 0])
        source.tick = Tick(41)
        _ = try mirror.take(source.frame().span.bytes)
        #expect(mirror.cues.isEmpty)
    }

    @Test("what is meant for this client alone is kept with the frame")
    func prefixes() throws {
        var source = SnapshotSource(plan: plan)
        var mirror = WorldMirror(plan: plan)
        #expect(mirror.prefix == SnapshotPrefix(ackSequence: 0, lead: -128))
        source.tick = Tick(1)
        let prefix = SnapshotPrefix(ackSequence: 65_535, lead: -7)
        _ = try mirror.take(source.frame(prefix: prefix).span.bytes)
        #expect(mirror.prefix == prefix)
    }

    @Test("after a reset only a keyframe is taken")
    func reset() throws {
        var random = GameRandom(seed: 6)
        var source = SnapshotSource(plan: plan)
        var mirror = WorldMirror(plan: plan)
        source.advance(5, &random)
        _ = try mirror.take(source.frame().span.bytes)
        mirror.reset()
        #expect(mirror.head == nil)
        #expect(mirror.world.stones.isEmpty)
        source.advance(1, &random)
        let delta = source.frame()
        #expect(throws: MirrorFault.unknownBaseline(tick: Tick(6), age: 1)) {
            try mirror.take(delta.span.bytes)
        }
        _ = try mirror.take(source.frame(isKeyframe: true).span.bytes)
        #expect(mirror.snapshot == source.current)
    }
}
