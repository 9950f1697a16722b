package import UmpireBasics
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

    /// Sends the snapshot of this tick to everybody whose turn it is and whose connection has
    /// nothing unsent.
    private func sendSnapshots(_ effects: inout Effects) {
        // Taken out and put back: each look at a property of an object costs a check.
        var members: [Member] = []
        swap(&members, &self.members)
        for index in members.indices where members[index].takesSnapshot(at: tick) {
            let player = members[index].player
            let body = sender.body(
                for: &members[index], as: viewer(player), at: tick, into: &effects,
                capture: { match.capture($0, tick, $1, &$2) },
                weigh: { match.priorities($0, $1, &$2) })
            guard let body else { continue }
            if let (head, tables) = sender.missingTables(
                of: &members[index], at: tick, into: &effects)
            {
                effects.append(.snapshot(members[index].connection, head, tables))
            }
            effects.append(.snapshot(members[index].connection, prefix(for: player), body))
            sentSnapshots += 1
            sentSnapshotBytes += SnapshotPrefix.byteCount + body.count
        }
        swap(&members, &self.members)
        if !self.members.isEmpty {
            sender.train(at: tick, period: info.ticksPerSnapshot) {
                match.capture($0, tick, $1, &$2)
            }
        }
        sender.forget(at: tick)
    }

    /// Keeps a packet to be looked at, the last one of so many; nil: keeps none.
    package func sample(after packets: Int?) { sender.packetsToSample = packets }

    /// Packets until one is kept; nil when one is.
    package var packetsToSample: Int? { sender.packetsToSample }

    /// The packet that was kept since the last call.
    package func takeSample() -> PacketSample? {
        defer { sender.sample = nil }
        return sender.sample
    }

    /// Forgets what the connection holds, tables too: its next snapshot is a keyframe.
    package func resync(_ connection: ConnectionID) {
        for index in members.indices where members[index].connection == connection {
            sender.forgetMirror(of: members[index])
            members[index].forgetSent()
        }
    }

    /// Takes the tick of the newest snapshot that a client says it received.
    ///
    /// A tick that was never sent is ignored: peers lie. Who lies about one that was sent gets
    /// fewer snapshots, or as many as anybody.
    package func acknowledge(_ connection: ConnectionID, _ acknowledged: Tick) {
        guard acknowledged > .zero else { return }
        for index in members.indices where members[index].connection == connection {
            guard let lastSent = members[index].lastSent, acknowledged <= lastSent else { continue }
            members[index].pace.acknowledge(acknowledged, lastSent: lastSent, at: tick)
        }
    }

    /// Whether some member was shown less than there is to see.
    package var hasMirrors: Bool { members.contains { $0.mirror != nil } }

    /// The hash of what the connection holds that was shown less than there is to see; nil when it
    /// was shown all of it.
    package func mirrorHash(of connection: ConnectionID, at tick: Tick) -> UInt32? {
        guard let member = members.first(where: { $0.connection == connection }),
            member.mirror != nil
        else { return nil }
        return viewHash(of: connection, at: tick)
    }

    /// The hash of what the connection was shown at `tick`, as long as that is known.
    package func viewHash(of connection: ConnectionID, at tick: Tick) -> UInt32? {
        guard let member = members.first(where: { $0.connection == connection }) else {
            return nil
        }
        return sender.findViewHash(of: member, as: viewer(member.player), at: tick)
    }

    /// Adds a member.
    func admit(_ connection: ConnectionID, as player: PlayerID?) {
        members.append(Member(connection: connection, player: player, info: info, at: tick))
    }

    /// Takes members out.
    func dismiss(where isGone: (Member) -> Bool) {
        for index in members.indices where isGone(members[index]) {
            sender.endMirror(of: &members[index])
        }
        members.removeAll(where: isGone)
    }

    private func viewer(_ player: PlayerID?) -> Viewer {
        guard let player, hasViews else { return .everyone }
        return .player(player, team: match.team(player))
    }

    private func prefix(for player: PlayerID?) -> SnapshotPrefix {
        guard let player else { return SnapshotPrefix(ackSequence: 0, lead: -128) }
        let (sequence, lead) = match.acknowledged(player)
        return SnapshotPrefix(ackSequence: sequence, lead: lead)
    }
}
