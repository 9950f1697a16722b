import Testing
import UmpireBasics

@Suite("token bucket")
struct TokenBucketTests {
    @Test("it gives the burst at once, and then one token each period")
    func steady() {
        var now = Instant(nanoseconds: 5_000)
        var bucket = TokenBucket(rate: 10, burst: 3, now: now)
        for _ in 0..<3 { #expect(take(&bucket, now)) }
        #expect(!take(&bucket, now))
        now = now.advanced(byNanoseconds: 99_999_999)
        #expect(!take(&bucket, now))
        now = now.advanced(byNanoseconds: 1)
        #expect(take(&bucket, now))
        #expect(!take(&bucket, now))
    }

    @Test("it never saves more than the burst, however long it waits")
    func cap() {
        var bucket = TokenBucket(rate: 10, burst: 3, now: .zero)
        let late = Instant(nanoseconds: UInt64(Int64.max))
        for _ in 0..<3 { #expect(take(&bucket, late)) }
        #expect(!take(&bucket, late))
    }

    @Test("time that goes back gives nothing and takes nothing")
    func backwards() {
        var bucket = TokenBucket(rate: 1, burst: 1, now: Instant(nanoseconds: 2_000_000_000))
        #expect(take(&bucket, .zero))
        #expect(!take(&bucket, Instant(nanoseconds: 2_999_999_999)))
        #expect(take(&bucket, Instant(nanoseconds: 3_000_000_000)))
    }

    @Test("in the long run it lets the rate through, and at most the burst more", arguments: 1...50)
    func longRun(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let rate = random.int(in: 1...200)
        let burst = random.int(in: 1...50)
        var now = Instant.zero
        var bucket = TokenBucket(rate: rate, burst: burst, now: now)
        var taken = 0
        while now.nanoseconds < 10_000_000_000 {
            if take(&bucket, now) { taken += 1 }
            now = now.advanced(byNanoseconds: UInt64(random.int(in: 0...2_000_000)))
        }
        #expect(taken <= rate * 10 + burst + 1, "seed \(seed)")
        #expect(taken >= rate * 10, "seed \(seed)")
    }

    private func take(_ bucket: inout TokenBucket, _ now: Instant) -> Bool { bucket.take(now: now) }
}
