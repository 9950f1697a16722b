import Testing
import UmpireBasics
@testable import UmpireGame
import UmpireState
@testable import UmpireRoom

@Suite("cues for one player beside those for others")
struct CueShareTests {
    private func pen<G: Murmurs>(_ game: G.Type, ticks: Int) throws -> Pen {
        try Pen(game, players: 4, ticks: ticks)
    }

    @Test("all come, however many the others get")
    func complete() throws {
        let pen = try pen(EvenMurmurs.self, ticks: 120)
        let steps = pen[0].held.scalars[0]
        #expect(steps > 20)
        for seat in UInt32(0)..<4 {
            let wanted = (0..<steps).flatMap { step in
                (0..<30).map { seat * 100_000 + step * 100 + $0 }
            }
            #expect(pen[Int(seat)].cues == wanted, "seat \(seat)")
        }
    }

    @Test("are the same bytes, whatever the others get")
    func independence() throws {
        let alone = try pen(LoneMurmurs.self, ticks: 120)
        #expect(alone[0].cues.count > 20 * LoneMurmurs.forFirst && alone[1].cues.isEmpty)
        #expect(try pen(EvenMurmurs.self, ticks: 120)[0].packets == alone[0].packets)
        let loud = try pen(LoudMurmurs.self, ticks: 120)
        #expect(loud[0].packets == alone[0].packets)
        #expect(loud[1].cues.count > 20 * Limits.cuesPerTick / 3)
    }

    @Test("have the limit of a tick for each player; what is beyond it is counted once")
    func limit() {
        var stepper = Stepper<LoudMurmurs>(seed: 1)
        stepper.step(SeatChanges())
        #expect(stepper.lostCues == 3 * 44)
        #expect(stepper.cues(to: PlayerID(0)).map(\.number) == Array(0..<30))
        for seat in 1...3 {
            let numbers = stepper.cues(to: PlayerID(UInt8(seat))).map(\.number)
            #expect(numbers == (0..<Limits.cuesPerTick).map { seat * 100_000 + $0 % 100 })
        }
        stepper.step(SeatChanges())
        #expect(stepper.lostCues == 2 * 3 * 44)
        #expect(stepper.cues(to: PlayerID(3)).count == Limits.cuesPerTick)
    }

    @Test("for several reach those who have room for them")
    func several() {
        var turn = Turn<LoudMurmurs>()
        for number in 0..<Limits.cuesPerTick {
            turn.emit(Bleat(number: number), to: PlayerSet(bits: 0b01))
        }
        turn.emit(Bleat(number: 900), to: PlayerSet(bits: 0b11))
        #expect(turn.lostCues == 1)
        turn.emit(Bleat(number: 901), to: PlayerSet(bits: 0b10))
        turn.emit(Bleat(number: 902), to: PlayerSet(bits: 0b01))
        turn.emit(Bleat(number: 903), to: PlayerSet())
        #expect(turn.lostCues == 2)
        #expect(turn.addressed.dropFirst(Limits.cuesPerTick).map(\.number) == [900, 901])
        let listeners = turn.listeners.dropFirst(Limits.cuesPerTick)
        #expect(listeners.map(\.bits) == [0b10, 0b10])
    }
}
