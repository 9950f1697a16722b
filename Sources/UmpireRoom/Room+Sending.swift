import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireState

// What clients of a room are sent as snapshots.

extension Room {
    /// Sends the snapshot of this tick to everybody whose connection has nothing unsent.
    func sendSnapshots(_ effects: inout Effects) {
        for index in members.indices where !members[index].isBlocked {
            let player = members[index].player
            let body = sender.body(
                for: viewer(player), lastSent: members[index].lastSent, at: tick, into: &effects
            ) { match.capture($0, tick, &$1) }
            effects.append(.snapshot(members[index].connection, prefix(for: player), body))
            members[index].lastSent = tick
        }
        sender.forget(at: tick)
    }

    private func viewer(_ player: PlayerID?) -> Viewer {
        guard let player, sender.hasPrivateFields else { return .everyone }
        return .player(player, team: match.team(player))
    }

    private func prefix(for player: PlayerID?) -> SnapshotPrefix {
        guard let player else { return SnapshotPrefix(ackSequence: 0, lead: -128) }
        let (sequence, lead) = match.acknowledged(player)
        return SnapshotPrefix(ackSequence: sequence, lead: lead)
    }
}
