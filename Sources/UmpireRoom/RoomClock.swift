package import UmpireBasics

/// When a room's ticks are due: an absolute grid, shifted by the room's phase.
///
/// After an overrun at most `Limits.catchUpTicks` are made up for in one turn. What is beyond is forgiven:
/// the match slows, so that a slow machine never falls into a spiral of catching up.
package struct RoomClock: Sendable {
    private let start: Instant
    private let rate: UInt64
    private var made: UInt64 = 0
    /// Ticks that were forgiven so far.
    package private(set) var forgivenTicks: UInt64 = 0
    /// Ticks that began later than one period after they were due.
    package private(set) var overruns: UInt64 = 0

    /// Places in the period over which rooms are spread.
    package static let phases: UInt64 = 8

    /// The first tick is due at `start` plus `phase` eighths of a period.
    package init(start: Instant, tickRate: Int, phase: UInt64) {
        rate = UInt64(tickRate)
        let shift = 1_000_000_000 * (phase % RoomClock.phases) / (RoomClock.phases * rate)
        self.start = start.advanced(byNanoseconds: shift)
    }

    /// When the next tick is due.
    package var due: Instant { start.advanced(byNanoseconds: made * 1_000_000_000 / rate) }

    /// How many ticks to make now.
    package mutating func take(at now: Instant) -> Int {
        let elapsed = now.nanoseconds(since: start)
        guard elapsed >= 0 else { return 0 }
        let owed = (UInt64(elapsed) * rate + rate - 1) / 1_000_000_000 + 1
        guard owed > made else { return 0 }
        let behind = owed - made
        if behind > 1 { overruns += 1 }
        let steps = min(behind, UInt64(Limits.catchUpTicks))
        forgivenTicks += behind - steps
        made = owed
        return Int(steps)
    }
}
