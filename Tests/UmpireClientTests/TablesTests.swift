import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

@Suite("a mirror with its room's tables")
struct TablesTests {
    private let plan = GamePlan<Swarm>()

    /// A source that has sent some frames, and a mirror that took them.
    private func pair(
        _ mode: CodecMode, seed: UInt64
    ) throws -> (SnapshotSource, RowMirror, GameRandom) {
        var random = GameRandom(seed: seed)
        var source = SnapshotSource(plan: plan, mode: mode)
        var mirror = RowMirror(plan.description)
        for _ in 0..<60 {
            source.advance(1, &random)
            _ = try mirror.take(source.frame().span.bytes)
        }
        return (source, mirror, random)
    }

    @Test(
        "follows from epoch to epoch", arguments: CodecMode.allCases, [false, true])
    func epochs(_ mode: CodecMode, _ isSharing: Bool) throws {
        var (source, mirror, random) = try pair(mode, seed: 31)
        var cache = DecodeCache()
        for epoch in [1, 2, 15, 1] as [UInt8] {
            let tables = source.train(epoch: epoch)
            if isSharing {
                try mirror.takeTables(tables.span.bytes, sharing: &cache)
            } else {
                try mirror.takeTables(tables.span.bytes)
            }
            for turn in 0..<30 {
                source.advance(1, &random)
                let bytes = source.frame(isKeyframe: turn == 20)
                if isSharing {
                    _ = try mirror.take(bytes.span.bytes, sharing: &cache)
                } else {
                    _ = try mirror.take(bytes.span.bytes)
                }
                #expect(mirror.snapshot == source.current && mirror.head?.epoch == epoch)
            }
        }
    }

    @Test("refuses a frame of an epoch that it was not told", arguments: CodecMode.allCases)
    func unknown(_ mode: CodecMode) throws {
        var (source, mirror, random) = try pair(mode, seed: 32)
        let first = source.train(epoch: 1)
        source.advance(1, &random)
        let early = source.frame(isKeyframe: true)
        #expect(throws: MirrorFault.unknownEpoch(1)) { try mirror.take(early.span.bytes) }
        #expect(mirror.tick == Tick(60))
        try mirror.takeTables(first.span.bytes)
        _ = try mirror.take(early.span.bytes)
        #expect(mirror.snapshot == source.current)
        _ = source.train(epoch: 2)
        source.advance(1, &random)
        let late = source.frame(isKeyframe: true)
        #expect(throws: MirrorFault.unknownEpoch(2)) { try mirror.take(late.span.bytes) }
        // The same epoch, but for the other mode.
        var other = early
        other[9] ^= 4
        #expect(throws: MirrorFault.unknownEpoch(1)) { try mirror.take(other.span.bytes) }
    }

    @Test("is back at epoch 0 after a reset", arguments: CodecMode.allCases)
    func reset(_ mode: CodecMode) throws {
        var (source, mirror, random) = try pair(mode, seed: 33)
        let tables = source.train(epoch: 1)
        try mirror.takeTables(tables.span.bytes)
        mirror.reset()
        source.advance(1, &random)
        let keyframe = source.frame(isKeyframe: true)
        #expect(throws: MirrorFault.unknownEpoch(1)) { try mirror.take(keyframe.span.bytes) }
        var (fresh, _, _) = try pair(mode, seed: 34)
        _ = try mirror.take(fresh.frame(isKeyframe: true).span.bytes)
        #expect(mirror.snapshot == fresh.current)
    }

    @Test(
        "refuses tables that are none, and keeps those that it has", arguments: CodecMode.allCases)
    func damaged(_ mode: CodecMode) throws {
        var (source, mirror, random) = try pair(mode, seed: 35)
        let good = source.train(epoch: 3)
        try mirror.takeTables(good.span.bytes)
        for count in 0..<good.count {
            #expect(throws: MirrorFault.self, "cut after \(count) bytes") {
                try mirror.takeTables(Array(good[..<count]).span.bytes)
            }
        }
        #expect(throws: MirrorFault.undecodable(.trailingBytes(1))) {
            try mirror.takeTables((good + [0]).span.bytes)
        }
        for (place, byte) in [(0, 2), (1, 0), (1, 16), (2, 2), (3, 1)] as [(Int, UInt8)] {
            var bent = good
            bent[place] = byte
            #expect(throws: MirrorFault.notASnapshot) { try mirror.takeTables(bent.span.bytes) }
        }
        source.advance(1, &random)
        _ = try mirror.take(source.frame().span.bytes)
        #expect(mirror.snapshot == source.current)
    }

    @Test("shares a cache with the mirrors of another room", arguments: CodecMode.allCases)
    func rooms(_ mode: CodecMode) throws {
        var cache = DecodeCache(capacity: 8)
        // Both rooms begin alike; then each learns from other frames, in the same epoch.
        var (one, mirror, random) = try pair(mode, seed: 36)
        var other = one
        var mirrors = [mirror, mirror, mirror, mirror]
        _ = other.frame(isKeyframe: true)
        other.tick = other.tick.next
        for turn in 0..<200 {
            Swarm.stir(&other.world, &random)
            other.tick = other.tick.next
            _ = other.frame(isKeyframe: turn % 2 == 0)
        }
        let tables = [one.train(epoch: 1), other.train(epoch: 1)]
        #expect(tables[0] != tables[1])
        // The rooms' worlds are one again: frames differ by their tables alone.
        other.world = one.world
        other.tick = one.tick
        for index in mirrors.indices {
            let bytes = tables[index / 2]
            try mirrors[index].takeTables(bytes.span.bytes, sharing: &cache)
        }
        for turn in 0..<40 {
            var same = random
            one.advance(1, &same)
            other.advance(1, &random)
            let frames = [
                one.frame(isKeyframe: turn == 0), other.frame(isKeyframe: turn == 0),
            ]
            for index in mirrors.indices {
                let bytes = frames[index / 2]
                _ = try mirrors[index].take(bytes.span.bytes, sharing: &cache)
                #expect(mirrors[index].snapshot == one.current, "turn \(turn)")
            }
        }
        #expect(cache.hits == 80 && cache.misses == 80, "each room decodes once")
    }

    @Test("a client takes them as they come, and asks for a keyframe when they did not")
    func client() {
        var random = GameRandom(seed: 37)
        var source = SnapshotSource(plan: plan)
        var line = ClientLine(plan: plan)
        line.join()
        for _ in 0..<60 {
            source.advance(1, &random)
            line.send(source.frame())
        }
        line.send(source.train(epoch: 1))
        source.advance(1, &random)
        line.send(source.frame())
        #expect(line.session.mirror.snapshot == source.current)
        #expect(!line.said.contains { $0.contains("resync") })
        _ = source.train(epoch: 2)
        source.advance(1, &random)
        line.send(source.frame())
        #expect(line.said.last?.contains("resync") == true)
        line.send(source.train(epoch: 2))
        source.advance(1, &random)
        line.send(source.frame(isKeyframe: true))
        #expect(line.session.mirror.snapshot == source.current)
    }
}
