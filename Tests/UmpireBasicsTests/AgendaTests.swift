import Testing
import UmpireBasics

@Suite("Agenda")
struct AgendaTests {
    @Test("what is due at one time is taken in the order in which it was put in")
    func order() {
        var agenda = Agenda<Int>()
        for item in [3, 1, 2] { agenda.insert(item, due: Instant(nanoseconds: 5)) }
        agenda.insert(0, due: .zero)
        var taken: [Int] = []
        while let (item, _) = agenda.take(at: Instant(nanoseconds: 5)) { taken.append(item) }
        #expect(taken == [0, 3, 1, 2])
        #expect(agenda.next == nil)
    }

    @Test(
        "items come when they are due, in the order of insertion",
        arguments: 1...5 as ClosedRange<UInt64>)
    func random(_ seed: UInt64) {
        func instant(_ due: Int) -> Instant { Instant(nanoseconds: UInt64(due)) }
        var random = GameRandom(seed: seed)
        var agenda = Agenda<Int>()
        var expected: [(due: Int, number: Int)] = []
        for number in 0..<500 {
            let due = random.int(in: 0...50)
            agenda.insert(number, due: instant(due))
            expected.append((due, number))
        }
        expected.sort { ($0.due, $0.number) < ($1.due, $1.number) }
        #expect(agenda.next == instant(expected[0].due))
        for (due, number) in expected {
            if due > 0 { #expect(agenda.take(at: instant(due - 1)) == nil) }
            let taken = agenda.take(at: instant(due))
            #expect(taken?.item == number && taken?.due == instant(due), "seed \(seed)")
        }
        #expect(agenda.next == nil && agenda.count == 0)
    }
}
