import Testing
import UmpireBasics
import UmpireGame
import UmpireState
@testable import UmpireRoom

@Suite("cues for some players")
struct AddressedCueTests {
    private func pen<G: Game>(_ game: G.Type, ticks: Int) throws -> Pen {
        try Pen(game, players: 3, watchers: 1, ticks: ticks)
    }

    /// The numbers of what was whispered to a client, without those for all.
    private func whispers(_ pen: Pen, _ index: Int) -> [UInt32] {
        pen[index].cues.filter { $0 >= 100_000 }
    }

    /// The numbers in 1…`last` that are multiples of `step`, after `base`.
    private func multiples(of step: UInt32, upTo last: UInt32, after base: UInt32) -> [UInt32] {
        stride(from: base + step, through: base + last, by: Int(step)).map { $0 }
    }

    @Test("reach these, each once, and nobody else")
    func reach() throws {
        for pen in [
            try pen(Whispering.self, ticks: 130), try pen(SlowWhispering.self, ticks: 130),
        ] {
            let steps = pen[3].held.scalars[0]
            #expect(steps > 35)
            #expect(pen[3].cues == multiples(of: 3, upTo: steps, after: 0))
            #expect(whispers(pen, 1) == multiples(of: 4, upTo: steps, after: 100_000))
            #expect(whispers(pen, 0) == multiples(of: 5, upTo: steps, after: 200_000))
            #expect(whispers(pen, 2) == whispers(pen, 0))
            #expect((0..<3).allSatisfy { pen[$0].cues.filter { $0 < 100_000 } == pen[3].cues })
        }
    }

    /// Which packets of a client differ when nobody whispers, and which should.
    ///
    /// They should when something was whispered to it, each so many steps, in their ticks.
    private func differences(
        _ loud: Pen, _ quiet: Pen, _ client: Int, each steps: Int?
    ) throws -> (found: [Bool], wanted: [Bool]) {
        // A cue's number is that of its step: it says by how much ticks and steps are apart.
        let cue = try #require(quiet[client].heard.first)
        let apart = Int(cue.tick.rawValue) - Int(cue.number)
        let wanted = quiet[client].packets.map { packet in
            guard let steps else { return false }
            let last = Int(packet.tick.rawValue) - apart
            return (0..<max(1, Int(packet.age))).contains {
                last - $0 > 0 && (last - $0) % steps == 0
            }
        }
        #expect(loud[client].packets.count == quiet[client].packets.count)
        return (zip(loud[client].packets, quiet[client].packets).map { $0 != $1 }, wanted)
    }

    @Test("leave the bytes of all others as they are")
    func secrecy() throws {
        let pairs = [
            (try pen(Whispering.self, ticks: 130), try pen(Silent.self, ticks: 130)),
            (try pen(SlowWhispering.self, ticks: 250), try pen(SlowSilent.self, ticks: 250)),
        ]
        for (loud, quiet) in pairs {
            for (client, steps) in [5, 4, 5, nil].enumerated() {
                let (found, wanted) = try differences(loud, quiet, client, each: steps)
                #expect(found == wanted, "client \(client)")
                #expect(found.count > 40 && found.contains(false), "client \(client)")
                #expect(found.contains(true) == (steps != nil), "client \(client)")
                #expect(whispers(quiet, client) == [])
            }
        }
    }

    @Test("come later when the client could be sent nothing")
    func blocked() throws {
        let pen = Pen(Whispering.self)
        for _ in 0..<3 { _ = try pen.join() }
        pen[1].bytesPerTick = 60
        try pen.advance(ticks: 200)
        let one = whispers(pen, 1)
        #expect(pen[1].packets.count < pen[0].packets.count)
        #expect(one.count > 3)
        #expect(zip(one, one.dropFirst()).allSatisfy { $1 == $0 + 4 })
        #expect(one.allSatisfy { (100_000..<200_000).contains($0) })
    }

    @Test("reach a client that is sent less than there is")
    func poor() throws {
        let pen = try pen(PoorWhispering.self, ticks: 200)
        #expect(pen.room.hasMirrors)
        let one = whispers(pen, 1)
        #expect(one.count > 3 && one.allSatisfy { (100_000..<200_000).contains($0) })
        #expect(zip(one, one.dropFirst()).allSatisfy { $1 == $0 + 4 })
        #expect(whispers(pen, 0).allSatisfy { $0 >= 200_000 })
        #expect(whispers(pen, 3) == [])
    }
}
