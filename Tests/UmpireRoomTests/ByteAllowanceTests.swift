import Testing
import UmpireBasics
@testable import UmpireRoom

@Suite("The allowance of bytes")
struct ByteAllowanceTests {
    @Test("has no limit without a budget and a slow connection")
    func unlimited() {
        var allowance = ByteAllowance(bytesPerSecond: nil, tickRate: 30, at: .zero)
        for tick in 1...100 as ClosedRange<UInt32> {
            allowance.note(isBlocked: false, at: Tick(tick))
            let available = allowance.available(at: Tick(tick))
            #expect(available == nil)
            allowance.spend(100_000, at: Tick(tick))
        }
    }

    @Test("is never exceeded in any window of time", arguments: 1...20 as ClosedRange<UInt64>)
    func windows(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let rate = random.int(in: 1_024...20_000)
        let tickRate = random.pick([10, 20, 30, 60, 128]) ?? 30
        var allowance = ByteAllowance(bytesPerSecond: rate, tickRate: tickRate, at: .zero)
        var spent: [Int] = []
        for tick in 0..<(tickRate * 10) {
            let now = Tick(UInt32(tick))
            let available = allowance.available(at: now) ?? .max
            let bytes = random.chance(0.6) ? random.int(in: 0...max(0, available)) : 0
            if bytes > 0 && bytes <= available { allowance.spend(bytes, at: now) }
            spent.append(bytes <= available ? bytes : 0)
        }
        let burst = max(ByteAllowance.packetBytes, rate / 4)
        var sums = [0]
        for bytes in spent { sums.append((sums.last ?? 0) + bytes) }
        for end in sums.indices {
            for start in 0..<end where start % 3 == 0 {
                let most = burst + rate * (end - start) / tickRate
                if sums[end] - sums[start] > most {
                    Issue.record("seed \(seed): too much in ticks \(start)..<\(end)")
                    return
                }
            }
        }
        #expect((sums.last ?? 0) > rate * 4, "seed \(seed) spends what it may")
    }

    @Test("a packet beyond a full bucket is owed, and paid before the next")
    func owed() {
        var allowance = ByteAllowance(bytesPerSecond: 3_000, tickRate: 30, at: .zero)
        let isFull = allowance.isFull(at: .zero)
        #expect(isFull)
        allowance.spend(1_500, at: .zero)
        let isStillFull = allowance.isFull(at: Tick(1))
        #expect(!isStillFull)
        // 300 bytes are owed; a tick brings 100.
        let available = (1...5 as ClosedRange<UInt32>).map { allowance.available(at: Tick($0)) }
        #expect(available == [-1, -1, 0, 100, 200])
    }

    @Test("of a slow connection is what it carried, and doubles while nothing waits")
    func slow() {
        var allowance = ByteAllowance(bytesPerSecond: nil, tickRate: 30, at: .zero)
        allowance.spend(4_000, at: .zero)
        for tick in 1...29 as ClosedRange<UInt32> {
            allowance.note(isBlocked: true, at: Tick(tick))
        }
        allowance.note(isBlocked: false, at: Tick(30))
        #expect(allowance.found == 4_000)
        for tick in 31...61 as ClosedRange<UInt32> {
            allowance.note(isBlocked: false, at: Tick(tick))
        }
        #expect(allowance.found == 32_000, "after a second without anything waiting")
        for tick in 62...200 as ClosedRange<UInt32> {
            allowance.note(isBlocked: false, at: Tick(tick))
        }
        #expect(allowance.found == nil)
    }

    @Test("is not touched by what waits for less than a tenth of a second")
    func short() {
        var allowance = ByteAllowance(bytesPerSecond: nil, tickRate: 30, at: .zero)
        allowance.spend(4_000, at: .zero)
        for tick in 1...3 as ClosedRange<UInt32> {
            allowance.note(isBlocked: tick < 3, at: Tick(tick))
        }
        #expect(allowance.found == nil)
    }

    @Test("falls by no more than half at once, and never below a kibibyte a second")
    func falling() {
        var allowance = ByteAllowance(bytesPerSecond: nil, tickRate: 30, at: .zero)
        var now: UInt32 = 0
        var found: [Int?] = []
        for bytes in [8_000, 100, 100, 100, 100] {
            allowance.spend(bytes, at: Tick(now))
            allowance.note(isBlocked: true, at: Tick(now + 1))
            now += 30
            allowance.note(isBlocked: false, at: Tick(now))
            found.append(allowance.found)
        }
        #expect(found == [8_000, 4_000, 2_000, 1_024, 1_024])
    }
}
