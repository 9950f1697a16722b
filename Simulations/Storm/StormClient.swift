import UmpireBasics
import UmpireClient
import UmpireGame

/// A client of a storm: the real client's core, and what it presses.
struct StormClient {
    var core: RowClient
    let brain: AnyBrain?
    var random: GameRandom
    /// Its connection.
    var link: Int?
    /// When it wants to be woken; an alarm for another time is out of date.
    var beat: Instant?
    var row: [UInt32] = []
    /// Beats for which the row stays as it is.
    var holds = 0
    /// Inputs that it sent on this seat and connection.
    var sent: UInt16 = 0
    var acknowledged: UInt16 = 0
    /// Tokens that it was given, newest last; all but the newest are used up.
    var tokens: [String] = []
    var stopsReadingUntil: Instant?
    /// When it asks for a match again.
    var asksAgain: Instant?

    var isOver: Bool { if case .ended = core.state { true } else { false } }

    var isPlaying: Bool {
        switch core.state {
        case .seated, .spectating: true
        case .connecting, .greeting, .welcomed, .lost, .ended: false
        }
    }
}
