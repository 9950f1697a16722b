import Testing
import UmpireBasics
import UmpireGame
@testable import UmpireRoom

@Suite("A room's cues")
struct CueHistoryTests {
    private func history(_ ticks: [UInt32], width: Int = 2) -> CueHistory {
        var history = CueHistory(width: width)
        for (number, tick) in ticks.enumerated() {
            let row = [UInt32](repeating: UInt32(number), count: width)
            history.append(row[...], at: Tick(tick))
        }
        return history
    }

    @Test("are kept in order, with their rows")
    func rows() {
        let history = history([3, 3, 5])
        #expect(history.count == 3)
        #expect((0..<3).map { history.tick($0).rawValue } == [3, 3, 5])
        #expect((0..<3).map { Array(history.row($0)) } == [[0, 0], [1, 1], [2, 2]])
    }

    @Test("are found behind a tick")
    func first() {
        let history = history([3, 3, 5])
        #expect([0, 2, 3, 4, 5, 9].map { history.first(after: Tick($0)) } == [0, 0, 2, 2, 3, 3])
    }

    @Test("are forgotten before a tick")
    func forget() {
        var history = history([3, 3, 5])
        history.forget(before: Tick(3))
        #expect(history.count == 3)
        history.forget(before: Tick(4))
        #expect(history.count == 1)
        #expect(Array(history.row(0)) == [2, 2])
        history.forget(before: Tick(6))
        #expect(history.count == 0)
        history.forget(before: Tick(9))
    }

    @Test("beyond the limit push out the oldest")
    func limit() {
        var history = history((1...UInt32(Limits.cuesKept)).map { $0 })
        history.append([7, 8], at: Tick(1_000))
        #expect(history.count == Limits.cuesKept)
        #expect(history.tick(0) == Tick(2))
        #expect(Array(history.row(Limits.cuesKept - 1)) == [7, 8])
    }

    @Test("are the newest ones, with their rows, however many come and go", arguments: 1...10)
    func random(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var history = CueHistory(width: 1)
        var kept: [(tick: Tick, number: UInt32)] = []
        var number: UInt32 = 0
        for tick in UInt32(1)...200 {
            for _ in 0..<random.int(in: 0...(tick % 50 < 25 ? 60 : 2)) {
                number += 1
                history.append([number], at: Tick(tick))
                kept.append((Tick(tick), number))
            }
            kept = kept.suffix(Limits.cuesKept)
            let horizon = Tick(tick - min(tick, UInt32(random.int(in: 0...31))))
            history.forget(before: horizon)
            kept.removeAll { $0.tick < horizon }
            #expect(history.count == kept.count, "seed \(seed), tick \(tick)")
            let indices = 0..<history.count
            #expect(indices.map { history.tick($0) } == kept.map(\.tick), "seed \(seed)")
            #expect(indices.map { Array(history.row($0)) } == kept.map { [$0.number] })
            let since = Tick(tick - min(tick, UInt32(random.int(in: 0...31))))
            #expect(history.first(after: since) == kept.count { $0.tick <= since })
        }
    }

    @Test("may have no fields at all")
    func empty() {
        var history = history([1, 2], width: 0)
        #expect(history.row(1).isEmpty)
        history.forget(before: Tick(2))
        #expect(history.count == 1)
    }
}
