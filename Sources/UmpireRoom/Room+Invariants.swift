package import UmpireBasics
import UmpireGame
package import UmpireProtocol
package import UmpireState

// What must hold after each event, and what a simulation asks to check clients.

extension Room {
    /// Checks seats and members against each other; O(seats + members).
    package func checkInvariants() throws(BrokenInvariant) {
        let name = settings.code
        var playing = PlayerSet()
        var watching = 0
        for member in members {
            guard let player = member.player else {
                watching += 1
                continue
            }
            guard case .human = seats[player] else {
                throw BrokenInvariant("a member of \(name) plays seat \(player), which is not its")
            }
            guard !playing.contains(player) else {
                throw BrokenInvariant("two connections play seat \(player) of \(name)")
            }
            playing.insert(player)
            if let lastSent = member.lastSent, tick < lastSent {
                throw BrokenInvariant("a member of \(name) was sent a tick that is to come")
            }
        }
        guard playing == seats.humans else {
            throw BrokenInvariant("people of \(name) have no connection and are not dropped")
        }
        guard watching <= Limits.spectatorsPerRoom else {
            throw BrokenInvariant("\(watching) watch \(name)")
        }
        try checkGrace()
        try sender.checkMirrors(of: members)
    }

    private func checkGrace() throws(BrokenInvariant) {
        for player in seats.dropped {
            guard case .dropped(_, let until) = seats[player] else { continue }
            let left = until.distance(since: tick)
            guard left > 0, left <= info.graceTicks else {
                throw BrokenInvariant(
                    "seat \(player) of \(settings.code) is kept for \(left) ticks more")
            }
        }
    }

    /// The hash of what `player` (nil: a spectator) sees now; `scratch` is reused.
    package func viewHash(of player: PlayerID?, scratch: inout Snapshot) -> UInt32 {
        var viewer = Viewer.everyone
        if let player, hasViews { viewer = .player(player, team: match.team(player)) }
        match.capture(viewer, tick, nil, &scratch)
        return scratch.viewHash
    }

    /// Sequence number and lead of the newest input that was applied for a player.
    package func acknowledged(_ player: PlayerID) -> SnapshotPrefix {
        let (sequence, lead) = match.acknowledged(player)
        return SnapshotPrefix(ackSequence: sequence, lead: lead)
    }
}
