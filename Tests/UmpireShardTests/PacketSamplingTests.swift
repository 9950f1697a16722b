import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
@testable import UmpireShard
import UmpireState

@Suite("what bytes are spent for")
struct PacketSamplingTests {
    /// A harbour in which some play, for so many seconds.
    private func pier<G: Game>(_ game: G.Type, players: UInt32, seconds: UInt64) throws -> Pier {
        let pier = Pier(G.self) { $0.samplesPackets = true }
        for number in 1...players { _ = pier.board(number) }
        pier.advance(milliseconds: seconds * 1_000)
        try pier.requireNoFault()
        return pier
    }

    @Test("a part of the packets is looked at, and each of their bits has a place")
    func shares() throws {
        let pier = try pier(Harbour.self, players: 4, seconds: 8)
        let counters = pier.shard.counters
        let parts = pier.shard.sampledParts
        #expect(counters.snapshots > 300)
        try #require(counters.sampledSnapshots >= 3)
        #expect(counters.sampledSnapshots <= 8 * 8 + 1)
        #expect(counters.sampledBits.count == parts.count)
        let bits = counters.sampledBits.reduce(0, +)
        #expect(bits / 8 < counters.snapshotBytes / 4)
        let mean = counters.snapshotBytes / counters.snapshots
        let sampledMean = bits / 8 / counters.sampledSnapshots
        #expect((mean / 2...mean * 2).contains(sampledMean), "\(mean), \(sampledMean)")
        let head = parts.firstIndex { $0 == ("frame", "head") } ?? 0
        #expect((1..<bits).contains(counters.sampledBits[head]), "there is more than the head")
        let secret = parts.firstIndex { $0 == ("boats", "luck") }
        #expect(secret == nil, "what never travels has no place")
    }

    /// The bytes of each frame that is looked at while so many snapshots are sent, in order.
    private func sampledBytes(_ pier: Pier, snapshots: Int) throws -> [Int] {
        var found: [Int] = []
        while pier.shard.counters.snapshots < snapshots {
            let due = try #require(pier.shard.nextWake)
            pier.now = max(pier.now, due)
            // What the shard is about to ask itself, asked of a copy.
            var sampling = pier.shard.sampling
            let packets = sampling?.packetsToPass(at: pier.now)
            let count = pier.shard.counters.sampledSnapshots
            pier.shard.wake(at: pier.now)
            let frames = pier.shard.effects.list.compactMap { effect in
                if case .snapshot(_, let prefix, let range) = effect,
                    prefix.kind == SnapshotPrefix.kind
                {
                    SnapshotPrefix.byteCount + range.count
                } else {
                    nil
                }
            }
            if pier.shard.counters.sampledSnapshots > count {
                let packets = try #require(packets)
                try #require(pier.shard.counters.sampledSnapshots == count + 1)
                try #require(packets <= frames.count)
                found.append(frames[packets - 1])
            }
            pier.perform()
        }
        return found
    }

    @Test("the bits that have a place are those of the packets that are looked at, all of them")
    func exact() throws {
        let pier = Pier(SlowHarbour.self) { $0.samplesPackets = true }
        for number in UInt32(1)...4 { _ = pier.board(number) }
        let bytes = try sampledBytes(pier, snapshots: 1_500)
        try pier.requireNoFault()
        #expect(pier.shard.rooms.count == 1)
        let counters = pier.shard.counters
        #expect(counters.sampledSnapshots == bytes.count && bytes.count > 10)
        #expect(Set(bytes).count > 5, "packets of many sizes")
        // Each part is rounded to bits; all of these together are less than two bytes.
        let most = (counters.sampledBits.count + 1) / 2
        #expect(most < 16)
        let bits = counters.sampledBits.reduce(0, +)
        #expect(abs(bits - bytes.reduce(0, +) * 8) <= most)
    }

    @Test("a shard that was not asked to look looks at nothing, and sends the same")
    func off() throws {
        var sent: [Int] = []
        for isOn in [false, true] {
            let pier = Pier(Harbour.self) { $0.samplesPackets = isOn }
            for number in UInt32(1)...3 { _ = pier.board(number) }
            pier.advance(milliseconds: 5_000)
            #expect((pier.shard.counters.sampledSnapshots > 0) == isOn)
            #expect(pier.shard.sampledParts.isEmpty != isOn)
            sent.append(pier.shard.counters.snapshotBytes)
        }
        #expect(sent[0] == sent[1])
    }

    @Test("no more packets are looked at than the limit, however many are sent")
    func rate() throws {
        let pier = try pier(GreatHarbour.self, players: 16, seconds: 4)
        #expect(pier.shard.counters.snapshots > 64 * 8 * 2)
        let most = Int(Limits.packetSamplesPerSecond) * 4 + 1
        #expect((2...most).contains(pier.shard.counters.sampledSnapshots))
    }
}
