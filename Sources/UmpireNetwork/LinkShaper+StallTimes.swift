import UmpireBasics

extension LinkShaper {
    /// The times in which a link stands still, found as time goes on.
    struct StallTimes: Sendable {
        private let stalls: NetworkProfile.Stalls
        private var random: GameRandom
        private var begin: Instant
        private var end: Instant

        init(_ stalls: NetworkProfile.Stalls, seed: UInt64, at now: Instant) {
            self.stalls = stalls
            random = GameRandom(seed: seed, stream: 0)
            begin = now
            end = now
            next()
        }

        /// The end of the stall at `instant`, nil when there is none; asked in order of time.
        mutating func end(at instant: Instant) -> Instant? {
            while end <= instant { next() }
            return begin <= instant ? end : nil
        }

        private mutating func next() {
            let wait = Delay.exponential(mean: max(0.1, stalls.everySeconds) * 1_000)
            // At least a millisecond, so that time goes on.
            begin = end.advanced(byNanoseconds: max(1_000_000, wait.nanoseconds(&random)))
            end = begin.advanced(byNanoseconds: stalls.length.nanoseconds(&random))
        }
    }
}
