import Testing
import UmpireBasics

@Suite("A shard under a random script")
struct ShardScriptTests {
    @Test("keeps all that must hold", arguments: 1...16 as ClosedRange<UInt64>)
    func invariants(seed: UInt64) {
        var script = ShardScript(seed: seed)
        do {
            for _ in 0..<300 { try script.step() }
            // Then the troubles stop, and everybody must be playing.
            try script.settle()
        } catch {
            Issue.record("seed \(seed), step \(script.steps): \(error)")
        }
        #expect(script.compared > 50, "seed \(seed)")
    }

    @Test("does the same again, to the last byte", arguments: [3, 9] as [UInt64])
    func determinism(seed: UInt64) throws {
        let logs = try (0..<2).map { _ in
            var script = ShardScript(seed: seed)
            script.pier.isLogging = true
            for _ in 0..<200 { try script.step() }
            return script.pier.log
        }
        #expect(logs[0].count > 100_000)
        #expect(logs[0] == logs[1])
        var other = ShardScript(seed: seed + 1)
        other.pier.isLogging = true
        for _ in 0..<200 { try other.step() }
        #expect(logs[0] != other.pier.log)
    }
}
