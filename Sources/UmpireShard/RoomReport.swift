/// How one room's ticks go, for whoever watches the server.
package struct RoomReport: Sendable, Equatable {
    package let code: String
    /// Connections that are in it.
    package let members: Int
    /// Nanoseconds of a step, averaged over the last ones; sending is not in it.
    package let costNanoseconds: UInt64
    /// The greatest lateness of a tick.
    package let worstLatenessNanoseconds: UInt64
    /// Ticks that began later than `Limits.lateTickNanoseconds`.
    package let lateTicks: Int
    /// Turns in which the room was more than one period behind.
    package let overruns: Int
}
