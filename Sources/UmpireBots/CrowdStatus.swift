/// How a crowd stands, for a live view; what it measured is in `Crowd.measures`.
package struct CrowdStatus: Equatable, Sendable {
    /// What a crowd is about.
    package enum Stage: Equatable, Sendable {
        case playing
        /// Everybody said goodbye; the run is over.
        case over
    }

    /// What it is about.
    package var stage = Stage.playing
    /// Seconds since the start.
    package var seconds = 0.0
    /// Seconds of the whole run, as the scenario says.
    package var allSeconds = 0.0
    /// Bots that came and have not gone, the hostile ones among them.
    package var present = 0
    /// Bots with an open connection.
    package var connected = 0
    /// Bots with a seat, or watching when that is what they want.
    package var seated = 0
    /// Bots that come back or wait for their first seat.
    package var waiting = 0
    /// Hostile bots.
    package var hostile = 0
    /// Bots that are still to come by the scenario's arrivals.
    package var isExpectingMore = false
    /// By how much faster than the scenario says bots come.
    package var rateFactor = 1.0

    package init() {}
}
