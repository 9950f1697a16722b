package import UmpireBasics
package import UmpireRoom
import UmpireShard

// What must hold after each event.

extension VirtualServer {
    /// Checks every shard, and that shell and shards agree about connections.
    package func checkInvariants() throws(BrokenInvariant) {
        for loop in loops.indices { try checkInvariants(of: loop) }
    }

    /// The same for one loop.
    package func checkInvariants(of loop: Int) throws(BrokenInvariant) {
        try loops[loop].shard.checkInvariants()
        let known = loops[loop].shard.connectionCount
        guard known == loops[loop].numbered else {
            throw BrokenInvariant(
                "shard \(loop) knows \(known) of \(loops[loop].numbered) connections")
        }
        guard known <= configuration.maxConnections + 1 else {
            throw BrokenInvariant("shard \(loop) has \(known) connections")
        }
    }

    /// The loop, room and seat of a connection, nil when it is in none.
    package func place(
        of connection: ConnectionID
    ) -> (loop: Int, room: Room, player: PlayerID?)? {
        let line = lines[Int(connection.rawValue)]
        guard case .playing(let number) = line.stage, line.loop < loops.count,
            let place = loops[line.loop].shard.place(of: number)
        else { return nil }
        return (line.loop, place.room, place.player)
    }

    /// The hash of what a connection holds that was shown less than there is to see at `tick`.
    ///
    /// Mutating, so that the server is looked at where it is.
    package mutating func findMirrorHash(of connection: ConnectionID, at tick: Tick) -> UInt32? {
        let index = Int(connection.rawValue)
        let loop = lines[index].loop
        guard case .playing(let number) = lines[index].stage, loop < loops.count else {
            return nil
        }
        return loops[loop].shard.findRoom(of: number)?.mirrorHash(of: number, at: tick)
    }

    /// The loop that has a connection.
    package func loop(of connection: ConnectionID) -> Int { lines[Int(connection.rawValue)].loop }
}
