import Testing
import UmpireShard

@Suite("Back-pressure")
struct BackPressureTests {
    @Test("nothing unsent flows, something blocks, too much ends the connection")
    func rule() {
        #expect(BackPressure(unsentBytes: 0, heldBytes: 500, limit: 100) == .flows)
        #expect(BackPressure(unsentBytes: 1, limit: 100) == .blocked)
        #expect(BackPressure(unsentBytes: 60, heldBytes: 40, limit: 100) == .blocked)
        #expect(BackPressure(unsentBytes: 60, heldBytes: 41, limit: 100) == .slowReader)
    }
}
