package import UmpireBasics

/// When a room's ticks are due: an absolute grid, shifted by the room's phase.
///
/// After an overrun at most `Limits.catchUpTicks` are made up for in one turn. What is beyond is
/// forgiven: the match slows, so that a slow machine never falls into a spiral of catching up.
package struct RoomClock: Sendable {
    private static let second: UInt64 = 1_000_000_000
    private let start: Instant
    private let rate: UInt64
    private var made: UInt64
    /// Ticks that were forgiven so far.
    package private(set) var forgivenTicks: UInt64 = 0
    /// Ticks that began later than one period after they were due.
    package private(set) var overruns: UInt64 = 0

    /// Places in the period over which rooms are spread: so many that few rooms are due together,
    /// and a room's tick waits for few others' steps and sends.
    package static let phases: UInt64 = 32

    /// A grid from `start` plus `phase` parts of a period on; the first tick is due at its first
    /// point that is not before `now`.
    package init(start: Instant, tickRate: Int, phase: UInt64, now: Instant) {
        rate = UInt64(tickRate)
        let shift = RoomClock.second * (phase % RoomClock.phases) / (RoomClock.phases * rate)
        self.start = start.advanced(byNanoseconds: shift)
        made = 0
        if self.start < now {
            made = points(before: now)
        }
    }

    /// When the next tick is due.
    package var due: Instant {
        // In two parts, so that no product overflows however long the server runs.
        let seconds = made / rate * RoomClock.second
        return start.advanced(byNanoseconds: seconds + made % rate * RoomClock.second / rate)
    }

    /// The instant one period after `due`, to a nanosecond.
    package func following(_ due: Instant) -> Instant {
        due.advanced(byNanoseconds: RoomClock.second / rate)
    }

    /// How many ticks to make now, at most `most`.
    package mutating func take(at now: Instant, most: Int = Limits.catchUpTicks) -> Int {
        guard start <= now else { return 0 }
        let owed = points(before: now.advanced(byNanoseconds: 1))
        guard owed > made else { return 0 }
        let behind = owed - made
        if behind > 1 { overruns += 1 }
        let steps = min(behind, UInt64(most))
        forgivenTicks += behind - steps
        made = owed
        return Int(steps)
    }

    /// How many points of the grid lie before `now`, which is after `start`.
    ///
    /// Point n lies at ⌊n × 1 s ÷ rate⌋, which is before t exactly when n < ⌈t × rate ÷ 1 s⌉.
    private func points(before now: Instant) -> UInt64 {
        let elapsed = UInt64(now.nanoseconds(since: start))
        let (seconds, rest) = elapsed.quotientAndRemainder(dividingBy: RoomClock.second)
        return seconds * rate + (rest * rate + RoomClock.second - 1) / RoomClock.second
    }
}
