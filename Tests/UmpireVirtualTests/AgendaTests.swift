import Testing
import UmpireBasics
import UmpireVirtual

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
}
