package import UmpireBasics
package import UmpireProtocol

/// Where a match stands.
///
/// ```
///   waiting ──▶ countdown ──▶ running ──▶ ended ──▶ countdown …
///      ▲            │ too few players        │
///      └────────────┴────────────────────────┘
/// ```
package enum MatchPhase: Equatable, Sendable {
    /// For enough players.
    case waiting(since: Tick)
    case countdown(since: Tick, until: Tick)
    case running(since: Tick)
    /// The verdict stands; the next match begins at `until`, or earlier when everybody agrees.
    case ended(since: Tick, until: Tick)

    package var name: PhaseName {
        switch self {
        case .waiting: .waiting
        case .countdown: .countdown
        case .running: .running
        case .ended: .ended
        }
    }

    /// The message that tells clients, at `tick`.
    func message(at tick: Tick) -> ServerMessage {
        switch self {
        case .waiting(let since), .running(let since):
            .phase(name, since: since, ticksLeft: nil)
        case .countdown(let since, let until), .ended(let since, let until):
            .phase(name, since: since, ticksLeft: max(0, until.distance(since: tick)))
        }
    }
}
