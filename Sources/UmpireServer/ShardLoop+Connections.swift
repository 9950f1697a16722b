import UmpireBasics
import UmpireLoop
import UmpireProtocol
import UmpireShard

// What connections tell the shard.

extension ShardLoop {
    func accept(on loop: Loop) -> Stream? {
        guard connections.count < limits.connections else {
            counters.refusedConnections += 1
            return nil
        }
        let connection = Connection(on: loop, self)
        connection.slot = connections.count
        connections.append(connection)
        return connection
    }

    func ended(_ connection: Connection) {
        let last = connections.removeLast()
        if last !== connection {
            connections[connection.slot] = last
            last.slot = connection.slot
        }
    }

    /// A connection became a WebSocket; returns the number by which the shard knows it.
    func opened(_ connection: Connection) -> ConnectionID {
        let id = number(connection)
        shard.open(id, at: now)
        return id
    }

    /// Gives a connection a number that no other has.
    func number(_ connection: Connection) -> ConnectionID {
        let number = freeNumbers.popLast() ?? UInt32(upgraded.count)
        if Int(number) == upgraded.count { upgraded.append(nil) }
        upgraded[Int(number)] = connection
        return ConnectionID(number)
    }

    func received(text bytes: UnsafeRawBufferPointer, from id: ConnectionID) {
        bytes.withMemoryRebound(to: UInt8.self) {
            shard.receive(text: $0.span, from: id, at: now)
        }
        perform()
    }

    func received(binary bytes: UnsafeRawBufferPointer, from id: ConnectionID) {
        shard.receive(binary: bytes.bytes, from: id, at: now)
        if !shard.effects.isEmpty { perform() }
    }

    func drained(_ id: ConnectionID) { shard.drain(id) }

    /// A WebSocket is over; its number is free again.
    func closed(_ id: ConnectionID) {
        shard.close(id, at: now)
        upgraded[Int(id.rawValue)] = nil
        freeNumbers.append(id.rawValue)
    }

    /// Looks at all connections' deadlines, once a second.
    func sweep(at now: Instant) {
        nextSweep = now.advanced(byMilliseconds: limits.sweepMilliseconds)
        for connection in connections {
            guard connection.isUpgraded else {
                if connection.requestDeadline <= now { connection.refuseSlowRequest() }
                continue
            }
            let silent = now.nanoseconds(since: connection.heardAt) / 1_000_000
            if silent >= Int64(limits.silenceMilliseconds) {
                connection.reset()
            } else if silent >= Int64(limits.pingMilliseconds) {
                connection.ping()
            }
        }
    }
}
