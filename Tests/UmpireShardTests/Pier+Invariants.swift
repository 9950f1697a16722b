import UmpireBasics
import UmpireGame
import UmpireSession
import UmpireState
@testable import UmpireRoom
@testable import UmpireShard

// What must hold after each event.

extension Pier {
    /// What does not hold.
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    /// Compares each client's mirror with what the server shows it, if it was just sent that.
    ///
    /// Returns how many were compared.
    @discardableResult
    func requireMirrors() throws -> Int {
        try requireNoFault()
        var compared = 0
        for id in shard.links.connections {
            guard let state = shard.links[id]?.state,
                let (room, player) = place(state), let sailor = sailors[id],
                let member = room.members.first(where: { $0.connection == id }),
                member.lastSent == room.tick
            else { continue }
            let viewer = player.map { Viewer.player($0, team: room.match.team($0)) } ?? .everyone
            var shown = Snapshot(shape: game.description.world)
            room.match.capture(viewer, room.tick, &shown)
            if shown != sailor.mirror || sailor.frames.last?.tick != room.tick.rawValue {
                throw Broken(description: "the mirror of \(id) differs at tick \(room.tick)")
            }
            compared += 1
        }
        return compared
    }

    /// Each seat has one session and at most one live connection, and the other way round.
    func requireConsistency() throws {
        var people = 0
        for room in shard.rooms {
            for player in room.seats.occupied {
                switch room.seats[player] {
                case .empty, .bot: continue
                case .human(let occupant):
                    try require(occupant.session, on: player, in: room, isHere: true)
                case .dropped(let occupant, _):
                    try require(occupant.session, on: player, in: room, isHere: false)
                }
                people += 1
            }
        }
        if people != shard.sessionCount {
            throw Broken(description: "\(people) people have \(shard.sessionCount) sessions")
        }
        let placed = shard.links.connections.count { id in
            shard.links[id].map { place($0.state) != nil } ?? false
        }
        let members = shard.rooms.reduce(0) { $0 + $1.members.count }
        if placed != members {
            throw Broken(description: "\(placed) connections are \(members) members of rooms")
        }
    }

    private func require(
        _ session: SessionID, on player: PlayerID, in room: Room, isHere: Bool
    ) throws {
        let connections = room.members.filter { $0.player == player }.map(\.connection)
        let known = shard.sessions[session]
        guard known?.player == player, known?.room == room.settings.id,
            connections.count == (isHere ? 1 : 0), known?.connection == connections.first
        else { throw Broken(description: "seat \(player) and its session disagree") }
        guard let connection = connections.first else { return }
        let state = shard.links[connection]?.state
        if case .seated(session, _, player: player)? = state { return }
        throw Broken(description: "\(connection) does not know its seat \(player)")
    }

    private func place(_ state: Link.State) -> (room: Room, player: PlayerID?)? {
        switch state {
        case .seated(_, let id, let player): shard.room(id).map { ($0, player) }
        case .spectating(_, let id): shard.room(id).map { ($0, nil) }
        case .fresh, .greeted, .closing: nil
        }
    }
}
