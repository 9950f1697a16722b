import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireState

// What clients of a room are sent as snapshots.

extension Room {
    /// Sends snapshots when a tick of the snapshots' grid was reached since the last ones.
    ///
    /// Not only when this tick is one: of several ticks made at once, only the last sends.
    func sendDueSnapshots(_ effects: inout Effects) {
        let period = UInt32(info.ticksPerSnapshot)
        guard tick.rawValue / period != lastSnapshot.rawValue / period else { return }
        lastSnapshot = tick
        sendSnapshots(&effects)
    }

    /// Sends the snapshot of this tick to everybody whose connection has nothing unsent.
    private func sendSnapshots(_ effects: inout Effects) {
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
        guard let player, hasPrivateFields else { return .everyone }
        return .player(player, team: match.team(player))
    }

    private func prefix(for player: PlayerID?) -> SnapshotPrefix {
        guard let player else { return SnapshotPrefix(ackSequence: 0, lead: -128) }
        let (sequence, lead) = match.acknowledged(player)
        return SnapshotPrefix(ackSequence: sequence, lead: lead)
    }
}
