import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

@Suite("frames that a mirror cannot take")
struct MirrorFaultTests {
    private let plan = GamePlan<Swarm>()

    /// A source and a mirror that agree, some ticks into a match.
    private func pair(seed: UInt64) throws -> (SnapshotSource, WorldMirror<Swarm>, GameRandom) {
        var random = GameRandom(seed: seed)
        var source = SnapshotSource(plan: plan)
        var mirror = WorldMirror(plan: plan)
        source.advance(20, &random)
        _ = try mirror.take(source.frame().span.bytes)
        source.advance(2, &random)
        return (source, mirror, random)
    }

    @Test("a frame cut anywhere is refused, and the mirror stays as it was")
    func truncation() throws {
        var (source, mirror, _) = try pair(seed: 1)
        let before = mirror.snapshot
        let bytes = source.frame(cues: [(1, Swarm.Cue(strength: 1))])
        for count in 0..<bytes.count {
            #expect(throws: MirrorFault.self, "cut after \(count) bytes") {
                try mirror.take(Array(bytes[..<count]).span.bytes)
            }
            #expect(mirror.snapshot == before)
        }
        _ = try mirror.take(bytes.span.bytes)
        #expect(mirror.snapshot == source.current)
    }

    @Test("each fault says what it is")
    func kinds() throws {
        var (source, mirror, _) = try pair(seed: 2)
        #expect(throws: MirrorFault.notASnapshot) { try mirror.take([UInt8]().span.bytes) }
        #expect(throws: MirrorFault.notASnapshot) { try mirror.take([1, 2, 3].span.bytes) }
        let longer = source.frame() + [0]
        #expect(throws: MirrorFault.undecodable(.trailingBytes(1))) {
            try mirror.take(longer.span.bytes)
        }
        var aged = longer.dropLast()
        aged[8] = 3
        #expect(throws: MirrorFault.unknownBaseline(tick: Tick(22), age: 3)) {
            try mirror.take(Array(aged).span.bytes)
        }
        aged[4] = 2
        aged[8] = 200
        #expect(throws: MirrorFault.unknownBaseline(tick: Tick(2), age: 200)) {
            try mirror.take(Array(aged).span.bytes)
        }
    }

    @Test("a state that differs from the server's is found by its hash")
    func hashes() throws {
        var (source, mirror, _) = try pair(seed: 3)
        let before = mirror.snapshot
        let bytes = source.frame(wrongHash: true)
        let computed = source.current.viewHash
        #expect(
            throws: MirrorFault.differentState(
                tick: Tick(22), expected: computed ^ 1, computed: computed)
        ) { try mirror.take(bytes.span.bytes) }
        #expect(mirror.snapshot == before)
        #expect(mirror.tick == Tick(20))
    }

    @Test("more cues than can have happened are refused before any is read")
    func cueCount() throws {
        var mirror = WorldMirror(plan: plan)
        var bytes: [UInt8] = [2, 0, 0, 0]
        SnapshotHead(tick: Tick(1), age: 0, viewHash: nil).write(into: &bytes)
        var writer = BitWriter()
        for _ in 0..<3 { writer.write(false) }
        writer.writeVarint(.max)
        writer.finish()
        #expect(throws: MirrorFault.undecodable(.tooManyCues(Int(UInt32.max)))) {
            try mirror.take((bytes + writer.bytes).span.bytes)
        }
    }

    @Test(
        "any bits are a state or refused, and the next keyframe is followed",
        arguments: 1...8 as ClosedRange<UInt64>)
    func damage(_ seed: UInt64) throws {
        var (source, mirror, random) = try pair(seed: seed)
        for _ in 0..<500 {
            source.advance(1, &random)
            var bytes = source.frame(hasHash: random.chance(0.5), cues: [(0, Swarm.Cue())])
            for _ in 0..<random.int(in: 1...6) {
                let bit = random.int(in: 0...(bytes.count * 8 - 1))
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            }
            if random.chance(0.2) { bytes.removeLast(random.int(in: 0...(bytes.count - 1))) }
            _ = try? mirror.take(bytes.span.bytes)
            _ = mirror.world
            if random.chance(0.3) {
                _ = try mirror.take(source.frame(isKeyframe: true).span.bytes)
                #expect(mirror.snapshot == source.current, "seed \(seed)")
            }
        }
    }

    @Test("noise is refused or a state, never a trap", arguments: 1...8 as ClosedRange<UInt64>)
    func noise(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        var mirror = WorldMirror(plan: plan)
        for _ in 0..<1_000 {
            var bytes: [UInt8] = [2, 0, 0, 0, 1, 0, 0, 0, 0, 0]
            for _ in 0..<random.int(in: 0...200) {
                bytes.append(UInt8(truncatingIfNeeded: random.word()))
            }
            _ = try? mirror.take(bytes.span.bytes)
        }
    }
}
