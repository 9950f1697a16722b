import UmpireBasics
import UmpireScenario

/// Until when the consequences of chaos are the scenario's doing and nobody's fault.
struct Forgiveness {
    /// A server that begins anew, and bots that wait up to five seconds between their tries.
    private static let seconds = 30.0
    private var until = Instant.zero

    /// Something happens to the server.
    mutating func note(_ kind: Chaos.Kind, at now: Instant) {
        switch kind {
        case .drain, .kill, .clockJump:
            until = max(until, now.advanced(bySeconds: Forgiveness.seconds))
        case .pause(let milliseconds):
            until = max(until, now.advanced(bySeconds: milliseconds / 1_000 + 5))
        case .cut: break
        }
    }

    /// Whether a connection that is lost now is lost by chaos.
    func covers(_ now: Instant) -> Bool { now < until }
}
