import Testing
import UmpireBasics
import UmpireLobby

@Suite("Quick match")
struct QuickMatchTests {
    private func choose(_ rooms: [(humans: Int, isOpen: Bool)]) -> UInt32? {
        QuickMatch.choose(
            rooms.enumerated().map { number, room in
                QuickMatch.Candidate(
                    room: RoomID(UInt32(number)), humans: room.humans, isOpen: room.isOpen)
            })?.rawValue
    }

    @Test("needs a new room when there is none, or none is open")
    func none() {
        #expect(choose([]) == nil)
        #expect(choose([(3, false), (0, false)]) == nil)
    }

    @Test("takes an empty room that is open")
    func empty() {
        #expect(choose([(0, true)]) == 0)
    }

    @Test("takes the room with the most people")
    func fullest() {
        #expect(choose([(1, true), (3, true), (2, true)]) == 1)
        #expect(choose([(1, true), (9, false), (2, true)]) == 2)
    }

    @Test("takes the oldest among equals")
    func oldest() {
        #expect(choose([(0, false), (2, true), (2, true), (2, true)]) == 1)
    }
}
