import Testing
import UmpireBasics
import UmpireGame
import UmpireState
@testable import UmpireRoom

@Suite("a packet that is kept to be looked at")
struct PacketSampleTests {
    /// Keeps a packet of each tick, of one client after the other.
    private func compare<G: Game>(_ game: G.Type, clients: Int, bytesPerTick: Int?) throws -> Int {
        let pen = Pen(G.self)
        for _ in 0..<clients { _ = try pen.join() }
        pen[0].bytesPerTick = bytesPerTick
        var fields = FieldBits(AnyGame(G.self).description)
        var byteCount = 0
        var compared = 0
        for turn in 0..<120 {
            pen.room.sample(after: turn % clients + 1)
            try pen.advance(ticks: 1)
            let now = (0..<clients).compactMap { client in
                pen[client].packets.last { $0.tick == pen.room.tick }
            }
            let left = pen.room.packetsToSample
            guard turn % clients < now.count else {
                #expect(left == turn % clients + 1 - now.count)
                continue
            }
            #expect(left == nil)
            let sample = try #require(pen.room.takeSample())
            #expect(Array(sample.frame.dropFirst(4)) == now[turn % clients].bytes, "\(turn)")
            let isMeasured = sample.measure(into: &fields, key: UInt64(turn + 1))
            #expect(isMeasured, "turn \(turn)")
            byteCount += sample.frame.count
            #expect(fields.bits == byteCount * 8, "turn \(turn)")
            compared += 1
        }
        return compared
    }

    @Test("is the packet that a client got, and each of its bits has a place")
    func exact() throws {
        #expect(try compare(Whispering.self, clients: 3, bytesPerTick: nil) == 120)
        #expect(try compare(Fog.self, clients: 3, bytesPerTick: nil) == 120)
    }

    @Test("is so too for a client that is sent less than there is")
    func poor() throws {
        #expect(try compare(PoorWhispering.self, clients: 3, bytesPerTick: nil) > 40)
        #expect(try compare(FreeHerd.self, clients: 2, bytesPerTick: 133) > 60)
    }
}
