import Testing
import UmpireBasics
@testable import UmpireShard

@Suite("A table of links")
struct LinkTableTests {
    @Test(
        "holds what was put in, in order of the numbers", arguments: 1...10 as ClosedRange<UInt64>)
    func holds(seed: UInt64) {
        let rates = LinkRates(tickRate: 30)
        var random = GameRandom(seed: seed)
        var table = LinkTable()
        var deadlines: [UInt32: Instant] = [:]
        for step in 0..<2_000 as Range<UInt64> {
            let number = UInt32(random.int(in: 0...700))
            if random.chance(0.6) {
                let now = Instant(nanoseconds: step)
                table[ConnectionID(number)] = Link(rates, now: now)
                deadlines[number] = now.advanced(byMilliseconds: Limits.helloSeconds * 1_000)
            } else {
                table[ConnectionID(number)] = nil
                deadlines[number] = nil
            }
        }
        #expect(table.count == deadlines.count, "seed \(seed)")
        #expect(table.connections.map(\.rawValue) == deadlines.keys.sorted(), "seed \(seed)")
        for (number, deadline) in deadlines {
            if case .fresh(deadline)? = table[ConnectionID(number)]?.state { continue }
            Issue.record("seed \(seed): link \(number)")
        }
    }

    @Test("knows nobody under a number that was never used, and changes nobody there")
    func unknown() {
        var table = LinkTable()
        #expect(table[ConnectionID(5_000)] == nil)
        table[ConnectionID(5_000)]?.state = .closing
        #expect(table[ConnectionID(5_000)] == nil)
        #expect(table.count == 0)
    }
}
