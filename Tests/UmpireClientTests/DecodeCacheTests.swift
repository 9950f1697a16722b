import Testing
import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireState

@Suite("a cache of decoded frames")
struct DecodeCacheTests {
    private let plan = GamePlan<Swarm>()

    /// Two mirrors that are fed the same, one of them through a cache.
    private struct Twins {
        var plain: RowMirror
        var sharing: RowMirror

        init(_ description: SchemaDescription) {
            plain = RowMirror(description)
            sharing = plain
        }

        mutating func take(_ bytes: [UInt8], _ cache: inout DecodeCache, _ place: String) {
            let expected = Twins.outcome { () throws(MirrorFault) in
                try plain.take(bytes.span.bytes)
            }
            let found = Twins.outcome { () throws(MirrorFault) in
                try sharing.take(bytes.span.bytes, sharing: &cache)
            }
            #expect(found == expected, "\(place)")
            #expect(sharing.snapshot == plain.snapshot, "\(place)")
            #expect(sharing.cues == plain.cues && sharing.cueWords == plain.cueWords, "\(place)")
            #expect(sharing.head == plain.head && sharing.prefix == plain.prefix, "\(place)")
            #expect(sharing.hashChecks == plain.hashChecks, "\(place)")
        }

        static func outcome(
            _ take: () throws(MirrorFault) -> SnapshotFrame
        ) -> Result<SnapshotFrame, MirrorFault> {
            do throws(MirrorFault) { return .success(try take()) } catch { return .failure(error) }
        }
    }

    /// A room with two views of which each is sent to some clients.
    private struct RoomOfTwins {
        var sources: [SnapshotSource]
        var clients: [Twins]

        init(plan: GamePlan<Swarm>) {
            sources = [SnapshotSource(plan: plan), SnapshotSource(plan: plan)]
            sources[1].viewer = .player(PlayerID(2), team: 0)
            clients = [Twins](repeating: Twins(plan.description), count: 6)
        }
    }

    @Test(
        "cannot be told from none, whatever is lost, broken or repeated",
        arguments: 1...12 as ClosedRange<UInt64>)
    func invisible(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        var cache = DecodeCache(capacity: random.pick([0, 5, 16, 64]) ?? 4)
        var rooms = [RoomOfTwins](repeating: RoomOfTwins(plan: plan), count: 3)
        for tick in 0..<150 {
            for room in rooms.indices {
                // Sometimes rooms begin alike, so that other rooms' frames have the same bytes.
                var stir = tick < 20 ? GameRandom(seed: UInt64(tick)) : random
                for view in 0..<2 {
                    var same = stir
                    rooms[room].sources[view].advance(1, &same)
                    if view == 1 { stir = same }
                    let bytes = rooms[room].sources[view].frame(
                        isKeyframe: random.chance(0.1), hasHash: random.chance(0.3),
                        wrongHash: random.chance(0.05),
                        cues: random.chance(0.3) ? [(1 as UInt32, Swarm.Cue(strength: 9))] : [],
                        prefix: SnapshotPrefix(ackSequence: UInt16(tick), lead: 3))
                    for client in stride(from: view, to: 6, by: 2) where random.chance(0.95) {
                        var own = bytes
                        damage(&own, &random)
                        rooms[room].clients[client].take(
                            own, &cache, "seed \(seed), tick \(tick), room \(room)")
                    }
                }
            }
        }
        #expect(cache.hits > 0 && cache.misses > 0)
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout GameRandom) {
        // What each client gets for itself is not shared.
        bytes[1] = UInt8(truncatingIfNeeded: random.word())
        guard random.chance(0.1) else { return }
        if random.chance(0.5) { bytes.removeLast(random.int(in: 1...bytes.count)) }
        guard !bytes.isEmpty else { return }
        let bit = random.int(in: 0...(bytes.count * 8 - 1))
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    }

    @Test("clients of a room decode once, and one who comes later soon shares too")
    func sharing() throws {
        var random = GameRandom(seed: 3)
        var cache = DecodeCache()
        var source = SnapshotSource(plan: plan)
        var mirrors = [RowMirror](repeating: RowMirror(plan.description), count: 8)
        for tick in 1...40 {
            source.advance(1, &random)
            let bytes = source.frame()
            for index in mirrors.indices {
                _ = try mirrors[index].take(bytes.span.bytes, sharing: &cache)
            }
            #expect(cache.misses == tick && cache.hits == 7 * tick)
        }
        var newcomer = RowMirror(plan.description)
        var copy = source
        let keyframe = copy.frame(isKeyframe: true)
        _ = try newcomer.take(keyframe.span.bytes, sharing: &cache)
        #expect(cache.misses == 41)
        source.advance(1, &random)
        let bytes = source.frame()
        copy.world = source.world
        copy.tick = source.tick
        let own = copy.frame()
        _ = try mirrors[0].take(bytes.span.bytes, sharing: &cache)
        _ = try newcomer.take(own.span.bytes, sharing: &cache)
        #expect(cache.misses == 43, "before its keyframe the newcomer had nothing")
        #expect(newcomer.snapshot == source.current)
        source.advance(1, &random)
        let next = source.frame()
        _ = try mirrors[0].take(next.span.bytes, sharing: &cache)
        _ = try newcomer.take(next.span.bytes, sharing: &cache)
        #expect(cache.misses == 44)
        #expect(newcomer.snapshot == source.current)
    }

    @Test("the same bytes on another baseline are another state")
    func baselines() throws {
        var cache = DecodeCache()
        var mirrors: [RowMirror] = []
        var sources: [SnapshotSource] = []
        for weight in 1...2 as ClosedRange<Int32> {
            var source = SnapshotSource(plan: plan)
            source.world.stones.insert(Swarm.Stone(weight: weight))
            source.tick = Tick(1)
            var mirror = RowMirror(plan.description)
            let bytes = source.frame()
            _ = try mirror.take(bytes.span.bytes, sharing: &cache)
            source.world.round = 7
            source.tick = Tick(2)
            mirrors.append(mirror)
            sources.append(source)
        }
        let frames = [sources[0].frame(hasHash: false), sources[1].frame(hasHash: false)]
        #expect(frames[0] == frames[1])
        for index in mirrors.indices {
            let bytes = frames[index]
            _ = try mirrors[index].take(bytes.span.bytes, sharing: &cache)
            #expect(mirrors[index].snapshot == sources[index].current)
        }
        #expect(cache.hits == 0)
    }

    @Test("a cache goes from one schema to another")
    func schemas() throws {
        let other = SchemaDescription(
            world: WorldPlan<Swarm.World>().shape, input: plan.cue.plan, cue: plan.input.plan)
        var cache = DecodeCache(capacity: 4)
        var source = SnapshotSource(plan: plan)
        source.tick = Tick(1)
        let bytes = source.frame()
        for description in [plan.description, other, plan.description] {
            var mirror = RowMirror(description)
            _ = try mirror.take(bytes.span.bytes, sharing: &cache)
            #expect(mirror.snapshot == source.current)
        }
        #expect(cache.misses == 3)
    }

    @Test("a client takes shared frames as it takes its own")
    func clients() {
        var random = GameRandom(seed: 8)
        var cache = DecodeCache()
        var source = SnapshotSource(plan: plan)
        var line = ClientLine(plan: plan)
        line.join()
        var client = RowClient(plan.description, tickRate: 30, seed: 1)
        client.connected(at: line.now)
        for message in [line.welcome, .seated(line.seat(token: "t1"))] {
            var bytes: [UInt8] = []
            message.write(into: &bytes)
            client.received(text: bytes.span, at: line.now)
        }
        for tick in 1...20 {
            source.advance(1, &random)
            let bytes = source.frame(wrongHash: tick == 20)
            line.send(bytes)
            client.received(binary: bytes.span.bytes, at: line.now, sharing: &cache)
            #expect(client.mirror.snapshot == line.session.mirror.snapshot)
        }
        #expect(client.happenings == line.happenings)
        #expect(client.mirror.hashChecks == 19)
        #expect(line.said.last?.contains("resync") == true)
    }

    @Test("a row that is no input is not sent")
    func foreignRows() {
        var client = RowClient(plan.description, tickRate: 30, seed: 1)
        client.connected(at: .zero)
        let line = ClientLine(plan: plan)
        for message in [line.welcome, .seated(line.seat(token: "t1"))] {
            var bytes: [UInt8] = []
            message.write(into: &bytes)
            client.received(text: bytes.span, at: .zero)
        }
        client.output.removeAll()
        #expect(client.sendInput(row: [1], at: .zero) == nil)
        #expect(client.output.isEmpty)
        #expect(client.sendInput(row: [1, 1], at: .zero) == 1)
    }
}
