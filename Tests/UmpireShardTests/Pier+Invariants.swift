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
                member.lastSent == room.tick,
                room.mirrorHash(of: id, at: room.tick) == nil
            else { continue }
            let viewer = player.map { Viewer.player($0, team: room.match.team($0)) } ?? .everyone
            var shown = Snapshot(shape: game.description.world)
            room.match.capture(viewer, room.tick, nil, &shown)
            if shown != sailor.mirror || sailor.frames.last?.tick != room.tick.rawValue {
                throw Broken(description: "the mirror of \(id) differs at tick \(room.tick)")
            }
            compared += 1
        }
        return compared
    }

    private func place(_ state: Link.State) -> (room: Room, player: PlayerID?)? {
        switch state {
        case .seated(_, let id, let player): shard.room(id).map { ($0, player) }
        case .spectating(_, let id): shard.room(id).map { ($0, nil) }
        case .fresh, .greeted, .closing: nil
        }
    }
}
