import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireState

@testable import UmpireClient

@Suite("the last two snapshots of a mirror")
struct MirrorRotationTests {
    private let plan = GamePlan<Swarm>()
    private let change = SnapshotHead(tick: Tick(99), age: 1, predecessorAge: 1, viewHash: nil)
    private let keyframe = SnapshotHead(tick: Tick(99), age: 0, viewHash: nil)

    @Test("are what the server sent last and before that", arguments: [false, true])
    func rotation(_ isSharing: Bool) throws {
        var random = GameRandom(seed: 21)
        var cache = DecodeCache(capacity: 3)
        var source = SnapshotSource(plan: plan)
        var mirror = RowMirror(plan.description)
        var sent: [Snapshot] = []
        for step in 0..<60 {
            source.advance(random.int(in: 1...3), &random)
            let isKeyframe = step % 13 == 0
            let bytes = source.frame(isKeyframe: isKeyframe)
            if isSharing {
                _ = try mirror.take(bytes.span.bytes, sharing: &cache)
            } else {
                _ = try mirror.take(bytes.span.bytes)
            }
            if isKeyframe { sent.removeAll() }
            sent.append(source.current)
            #expect(mirror.baseline(of: change) == sent.last)
            if sent.count > 1 {
                #expect(mirror.predecessor(of: change) == sent[sent.count - 2])
            }
            #expect(mirror.predecessor(of: keyframe) == nil)
            #expect(mirror.baseline(of: keyframe) == Snapshot(shape: plan.world.shape))
        }
    }

    @Test("stay as they were after a fault, and are gone after a reset", arguments: [false, true])
    func faults(_ isSharing: Bool) throws {
        var random = GameRandom(seed: 22)
        var cache = DecodeCache()
        var source = SnapshotSource(plan: plan)
        var mirror = RowMirror(plan.description)
        for _ in 0..<3 {
            source.advance(1, &random)
            _ = try mirror.take(source.frame().span.bytes)
        }
        let newest = mirror.baseline(of: change)
        let previous = try #require(mirror.predecessor(of: change))
        #expect(newest != previous)
        source.advance(1, &random)
        let bytes = source.frame(wrongHash: true)
        #expect(throws: MirrorFault.self) {
            if isSharing {
                try mirror.take(bytes.span.bytes, sharing: &cache)
            } else {
                try mirror.take(bytes.span.bytes)
            }
        }
        #expect(mirror.baseline(of: change) == newest)
        #expect(mirror.predecessor(of: change) == previous)
        mirror.reset()
        source.advance(1, &random)
        let delta = source.frame()
        #expect(throws: MirrorFault.unknownBaseline(tick: Tick(5), age: 1)) {
            try mirror.take(delta.span.bytes)
        }
    }

    @Test("of which the frame names the older one by another age is refused")
    func otherAge() throws {
        var random = GameRandom(seed: 24)
        var source = SnapshotSource(plan: plan)
        var mirror = RowMirror(plan.description)
        for _ in 0..<3 {
            source.advance(2, &random)
            _ = try mirror.take(source.frame().span.bytes)
        }
        source.advance(1, &random)
        var bytes = source.frame()
        #expect(bytes[10] == 2)
        bytes[10] = 3
        #expect(throws: MirrorFault.unknownBaseline(tick: Tick(7), age: 3)) {
            try mirror.take(bytes.span.bytes)
        }
    }

    @Test("are both what a cache knows a frame by")
    func cacheKey() throws {
        var cache = DecodeCache()
        var decoding = FrameDecoding(plan.description)
        var source = SnapshotSource(plan: plan)
        // A step of 16 and one of 20 hundredths are of one size to the codec.
        var states: [Snapshot] = []
        var bytes: [UInt8] = []
        for x in [0.8, 0.84, 1, 1.16] as [Float] {
            source.world.flies[PlayerID(0)] = Swarm.Fly(x: x)
            source.tick = source.tick.next
            bytes = source.frame(hasHash: false)
            states.append(source.current)
        }
        let other = states.removeFirst()
        let parsed = SnapshotFrame(parsing: bytes.span.bytes)
        let frame = try #require(parsed)
        var result = DecodedFrame(empty: Snapshot(shape: plan.world.shape))
        let x = states[2].tables[0].words[0]
        let predecessors: [(Snapshot, x: UInt32, misses: Int)] = [
            (states[0], x, 1), (other, x + 4, 2), (states[0], x, 2), (other, x + 4, 2),
        ]
        for (predecessor, x, misses) in predecessors {
            try cache.take(
                bytes.span.bytes, frame, against: states[1], after: predecessor,
                plan.description, &decoding, into: &result)
            #expect(result.snapshot.tables[0].words[0] == x)
            #expect(cache.misses == misses)
        }
    }
}
