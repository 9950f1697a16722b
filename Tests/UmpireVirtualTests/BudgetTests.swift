import Testing
import UmpireBasics
import UmpireNetwork
import UmpireProtocol
import UmpireState
import UmpireVirtual

@Suite("A player on 32 kbit/s in a match of 32")
struct BudgetTests {
    private static let good = NetworkProfile(rttMilliseconds: 40)
    private static var narrow: NetworkProfile {
        var profile = NetworkProfile(name: "narrow", rttMilliseconds: 120)
        profile.bandwidthKbps = 32
        return profile
    }

    @Test("stays connected, plays, and never has more unsent than its bound")
    func plays() throws {
        var street = try Street([BudgetTests.narrow, BudgetTests.good])
        // The way in: schema, roster and the first world go as they are.
        try street.advance(milliseconds: 5_000)
        street.players[0].mostUnsent = 0
        let before = street.players[0].came.count
        try street.advance(milliseconds: 20_000)
        let player = street.players[0]
        #expect(player.closeCode == nil)
        #expect(player.mostUnsent <= 1_208)
        let bytes = player.came.dropFirst(before).reduce(0) { $0 + $1.body.count + 8 }
        #expect((40_000...81_000).contains(bytes), "of 80,000 that the link takes in 20 seconds")
        #expect(player.held.tables[0].ids.count == 32)
        let sequences = player.came.dropFirst(before).map(\.prefix.ackSequence)
        #expect(Set(sequences).count > 20)
    }

    @Test("holds the whole world within a second of its link getting better")
    func converges() throws {
        var street = try Street([BudgetTests.narrow, BudgetTests.good])
        try street.advance(milliseconds: 15_000)
        #expect(!street.isEqual(0, 1))
        street.change(0, to: BudgetTests.good)
        try street.advance(milliseconds: 1_000)
        #expect(street.isEqual(0, 1))
        #expect(street.players[0].closeCode == nil)
    }

    @Test("changes no byte of what the others are sent")
    func others() throws {
        var packets: [[Street.Packet]] = []
        for profile in [BudgetTests.narrow, BudgetTests.good] {
            var street = try Street([profile, BudgetTests.good])
            try street.advance(milliseconds: 10_000)
            packets.append(street.players[1].came)
        }
        #expect(packets[0].count > 250)
        #expect(packets[0] == packets[1])
    }
}
