public import UmpireNetwork

/// A crowd of bots: who comes when, over what network, what happens to them, what is expected.
///
/// The article *Scenarios* describes the file that it is read from.
public struct Scenario: Equatable, Sendable {
    /// What reports call it.
    public var name = "bots"
    /// One line about its purpose.
    public var about = ""
    /// Decides everything that chance decides.
    public var seed: UInt64 = 1
    /// Seconds from the first arrival to the goodbye; 1…86,400.
    public var seconds = 30.0
    /// When bots come: an open model, which does not wait for the server.
    public var arrivals: [Arrivals] = [Arrivals(fromSeconds: 0, toSeconds: 2, bots: 8)]
    /// The most bots at once; a bot that comes beyond it is counted as `arrivals.dropped`.
    public var mostBots = 10_000
    /// What each bot asks for.
    public var wish = Wish.quickMatch
    /// How long bots stay, in milliseconds from the seat; nil: to the end.
    public var stay: Delay?
    /// The share of bots that come again after their stay, as somebody new; 0…1.
    public var rejoinShare = 0.0
    /// Who plays, by share.
    public var brains: [Share<Brain>] = [Share(1, .default)]
    /// Over what network, by share.
    public var networks: [Share<NetworkProfile>] = [Share(1, NetworkProfile())]
    /// What happens at which time.
    public var chaos: [Chaos] = []
    /// What must hold at the end.
    public var expectations: [Expectation] = []
    /// The server that `--virtual` and `--in-process` start.
    public var server = ScenarioServer()

    /// Eight bots for thirty seconds.
    public init() {}

    /// What a bot asks for.
    public enum Wish: Equatable, Sendable {
        /// A seat in any open match.
        case quickMatch
        /// A seat in this room.
        case join(String)
        /// Rooms of the bots' own, each with so many seats: the first of each group creates one,
        /// the others join it.
        case rooms(seats: Int)
        /// To watch a room that the first bots play in.
        case spectate
    }
}
