import Testing
import UmpireBasics
import UmpireGame
import UmpireState
@testable import UmpireRoom

@Suite("cues for some players")
struct AddressedCueTests {
    /// A room with three players, after so many ticks.
    private func pen<G: Game>(_ game: G.Type, ticks: Int) throws -> Pen {
        let pen = Pen(G.self)
        for _ in 0..<3 { _ = try pen.join() }
        try pen.advance(ticks: ticks)
        return pen
    }

    /// The numbers of what was whispered to a client, without those for all.
    private func whispers(_ pen: Pen, _ index: Int) -> [UInt32] {
        pen[index].cues.filter { $0 >= 100_000 }
    }

    @Test("reach these, each once, and nobody else")
    func reach() throws {
        let pen = try pen(Whispering.self, ticks: 130)
        let one = whispers(pen, 1)
        let other = whispers(pen, 0)
        #expect(one.count > 15 && one.allSatisfy { (100_000..<200_000).contains($0) })
        #expect(Set(one).count == one.count && one == one.sorted())
        #expect(other.count > 12 && other.allSatisfy { (200_000..<300_000).contains($0) })
        #expect(Set(other).count == other.count)
        #expect(whispers(pen, 2) == other)
    }

    @Test("leave the bytes of all others as they are")
    func secrecy() throws {
        let loud = try pen(Whispering.self, ticks: 130)
        let quiet = try pen(Silent.self, ticks: 130)
        var same = [0, 0, 0]
        for client in 0..<3 {
            #expect(loud[client].packets.count == quiet[client].packets.count)
            for (one, other) in zip(loud[client].packets, quiet[client].packets) {
                if one == other { same[client] += 1 }
            }
            #expect(whispers(quiet, client) == [])
        }
        // Packets without a cue for the client: three in four, and four in five.
        let count = loud[1].packets.count
        #expect(same[1] >= count * 3 / 4 - 2 && same[1] < count)
        #expect(same[2] >= count * 4 / 5 - 2 && same[2] < count)
    }

    @Test("come later when the client could be sent nothing")
    func blocked() throws {
        let pen = Pen(Whispering.self)
        for _ in 0..<3 { _ = try pen.join() }
        pen[1].bytesPerTick = 60
        try pen.advance(ticks: 200)
        let one = whispers(pen, 1)
        #expect(pen[1].packets.count < pen[0].packets.count)
        #expect(Set(one).count == one.count && one.count > 3)
        #expect(one.allSatisfy { (100_000..<200_000).contains($0) })
    }

    @Test("reach a client that is sent less than there is")
    func poor() throws {
        let pen = try pen(PoorWhispering.self, ticks: 200)
        #expect(pen.room.hasMirrors)
        let one = whispers(pen, 1)
        #expect(one.count > 3 && one.allSatisfy { (100_000..<200_000).contains($0) })
        #expect(Set(one).count == one.count)
        #expect(whispers(pen, 0).allSatisfy { $0 >= 200_000 })
    }

    @Test("are not for those who only watch")
    func spectators() {
        var cues = CueHistory(width: 1)
        cues.append([7], at: Tick(1), to: PlayerSet(bits: 0b10))
        cues.append([8], at: Tick(1))
        #expect([nil, PlayerID(0), PlayerID(1)].map { cues.isFor($0, 0) } == [false, false, true])
        #expect([nil, PlayerID(0), PlayerID(1)].map { cues.isFor($0, 1) } == [true, true, true])
    }
}
