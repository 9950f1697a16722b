import UmpireBasics
import UmpireProtocol
import UmpireRoom

// Clients that lost the server's state and ask for a keyframe.

extension Shard {
    /// Lets the connection's next snapshot be a keyframe, and keeps the case.
    mutating func resync(
        _ connection: ConnectionID, _ player: PlayerID?, in roomID: RoomID,
        _ request: ResyncRequest, at now: Instant
    ) throws(Refusal) {
        guard links[connection]?.resyncs.take(at: now) == true else {
            throw Refusal(
                of: "resync", .tooManyResyncs,
                "you ask for keyframes too often; return with your resume token")
        }
        guard let room = room(roomID) else { return }
        counters.resyncs[request.reason, default: 0] += 1
        resyncCases.append(
            ResyncCase(
                room: roomID, code: room.settings.code, match: room.matches,
                connection: connection, player: player, request: request,
                serverHash: room.viewHash(of: connection, at: request.tick),
                roomTick: room.tick))
        room.resync(connection)
    }
}
