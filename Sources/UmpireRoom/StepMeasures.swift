package import UmpireBasics

/// How long a room's steps take and how late they begin, as whoever has a clock measures it.
package struct StepMeasures: Sendable {
    private let periodNanoseconds: UInt64
    /// Nanoseconds of a step, averaged over the last ones; guessed until one was measured.
    package private(set) var costNanoseconds: UInt64
    /// The greatest lateness of a tick, in nanoseconds.
    package private(set) var worstLatenessNanoseconds: UInt64 = 0
    /// Ticks that began later than `Limits.lateTickNanoseconds`.
    package private(set) var lateTicks = 0
    /// Steps in a row that took longer than the period, and as much work.
    package private(set) var overlongSteps = 0
    private var lastNanoseconds: UInt64 = 0
    private var isGuessed = true

    package init(tickRate: Int, guessedCost: UInt64 = 0) {
        periodNanoseconds = 1_000_000_000 / UInt64(tickRate)
        costNanoseconds = guessedCost
    }

    /// How many steps may be made in one turn: a room whose step is long makes up for nothing,
    /// because others would wait for it.
    package var mostSteps: Int { lastNanoseconds < periodNanoseconds / 3 ? Limits.catchUpTicks : 1 }

    /// Notes a step that was due at `due` and was made from `begin` to `end`.
    ///
    /// `worked` says for how many nanoseconds of that the thread was at work; it is asked only
    /// about steps longer than the period. A machine that lets the thread wait is not the room's
    /// fault.
    package mutating func note(
        due: Instant, begin: Instant, end: Instant, worked: () -> UInt64
    ) {
        let late = UInt64(max(0, begin.nanoseconds(since: due)))
        worstLatenessNanoseconds = max(worstLatenessNanoseconds, late)
        if late > Limits.lateTickNanoseconds { lateTicks += 1 }
        let cost = UInt64(max(0, end.nanoseconds(since: begin)))
        lastNanoseconds = cost
        let isOverlong = cost > periodNanoseconds && worked() > periodNanoseconds
        overlongSteps = isOverlong ? overlongSteps + 1 : 0
        costNanoseconds = isGuessed ? cost : costNanoseconds - costNanoseconds / 16 + cost / 16
        isGuessed = false
    }
}
