import Testing
import UmpireBasics
import UmpireGame
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
        #expect(counters.sampledSnapshots >= 3)
        #expect(counters.sampledSnapshots <= 8 * 8 + 1)
        #expect(counters.sampledBits.count == parts.count)
        let bits = counters.sampledBits.reduce(0, +)
        // Whole bytes; each part is rounded to bits.
        #expect(abs(bits - (bits + 4) / 8 * 8) <= parts.count)
        #expect(bits / 8 < counters.snapshotBytes / 4)
        let mean = counters.snapshotBytes / counters.snapshots
        let sampledMean = bits / 8 / counters.sampledSnapshots
        #expect((mean / 2...mean * 2).contains(sampledMean), "\(mean), \(sampledMean)")
        let head = parts.firstIndex { $0 == ("frame", "head") } ?? 0
        #expect((1..<bits).contains(counters.sampledBits[head]), "there is more than the head")
        let secret = parts.firstIndex { $0 == ("boats", "luck") }
        #expect(secret == nil, "what never travels has no place")
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
