import Testing
import UmpireBasics

@Suite("instants, ticks and ids")
struct InstantTests {
    @Test("an instant knows what lies between it and another, either way")
    func distance() {
        let early = Instant(nanoseconds: 5)
        let late = early.advanced(byMilliseconds: 2).advanced(byNanoseconds: 1)
        #expect(late.nanoseconds(since: early) == 2_000_001)
        #expect(early.nanoseconds(since: late) == -2_000_001)
        #expect(early < late && Instant.zero < early)
    }

    @Test("a tick wraps after its last number, and distances have a sign")
    func ticks() {
        #expect(Tick(.max).next == .zero)
        #expect(Tick(3).distance(since: Tick(5)) == -2)
        #expect(Tick(.max).distance(since: .zero) == 4_294_967_295)
        #expect(Tick(3) < Tick(4) && "\(Tick(17))" == "17")
    }

    @Test("the entity of a player has the player's number")
    func entity() {
        #expect(EntityID(PlayerID(63)) == EntityID(63))
    }
}
