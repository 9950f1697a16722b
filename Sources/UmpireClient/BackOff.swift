import UmpireBasics

/// How long to wait before the next try: 0.25 s, doubled up to 5 s, each times a random 0.5…1.
struct BackOff: Sendable {
    static let firstMilliseconds: UInt64 = 250
    static let maxMilliseconds: UInt64 = 5_000

    /// Tries since the last success.
    private(set) var attempt = 0
    private var random: GameRandom

    init(seed: UInt64) { random = GameRandom(seed: seed, stream: 0xBAC0) }

    /// The wait before the next try, in nanoseconds.
    mutating func next() -> UInt64 {
        let doubled = BackOff.firstMilliseconds << UInt64(min(attempt, 8))
        return wait(min(doubled, BackOff.maxMilliseconds))
    }

    /// The longest wait, in nanoseconds.
    mutating func longest() -> UInt64 { wait(BackOff.maxMilliseconds) }

    /// A try without waiting.
    mutating func none() -> UInt64 {
        attempt += 1
        return 0
    }

    /// The connection stands: the next loss begins with the shortest wait.
    mutating func succeeded() { attempt = 0 }

    private mutating func wait(_ milliseconds: UInt64) -> UInt64 {
        attempt += 1
        let half = milliseconds * 500_000
        return half + (UInt64(random.word()) * half) >> 32
    }
}
