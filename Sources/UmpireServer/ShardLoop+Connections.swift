import UmpireBasics
import UmpireLoop
import UmpireProtocol
import UmpireShard
import UmpireTLS

// What connections tell the shard.

extension ShardLoop {
    func accept(from peer: SocketAddress, isSecure: Bool) -> Stream? {
        now = loop.now
        guard total < limits.connections else {
            counters[.serverFull] += 1
            return nil
        }
        let address = ClientAddress(peer)
        var account: AddressAccount?
        // A proxy's connections are its clients': each is counted when the request names it.
        if !parts.trustedProxies.contains(address) {
            account = accounts.account(of: address, at: now)
            if let account, !accounts.hasRoom(account) {
                counters[.addressConnections] += 1
                return nil
            }
        }
        let connection = Connection(on: loop, self)
        if isSecure, let tls { connection.secure = SecureChannel(tls, secureScratch) }
        account?.connections += 1
        connection.account = account
        keep(connection)
        total += 1
        if let oldest = handshakes.add(connection, limit: limits.handshakes) {
            counters[.slowRequest] += 1
            oldest.reset()
        }
        return connection
    }

    /// Notes a connection of this loop.
    func keep(_ connection: Connection) {
        connection.slot = UInt32(connections.count)
        connections.append(connection)
    }

    /// A stream of this loop is over; its connection too, unless it left for another loop.
    func ended(_ connection: Connection, hasLeft: Bool) {
        let last = connections.removeLast()
        if last !== connection {
            connections[Int(connection.slot)] = last
            last.slot = connection.slot
        }
        if hasLeft { return }
        connection.account?.connections -= 1
        if isAccepting {
            total -= 1
        } else {
            switchboard.mailboxes[0].send(.left(connection.account?.network))
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
        warnOfResyncs()
        perform()
    }

    func received(binary bytes: UnsafeRawBufferPointer, from id: ConnectionID) {
        shard.receive(binary: bytes.bytes, from: id, at: now)
        perform()
    }

    func drained(_ id: ConnectionID) { shard.drain(id) }

    /// A WebSocket is over; its number is free again.
    func closed(_ id: ConnectionID) {
        shard.close(id, at: now)
        free(id)
    }

    /// Nobody has this number any more.
    func free(_ id: ConnectionID) {
        upgraded[Int(id.rawValue)] = nil
        freeNumbers.append(id.rawValue)
    }

    /// Looks at the deadlines of some connections; at everybody's within a sweep.
    func sweep(at now: Instant) {
        let parts = UInt64(limits.sweepParts)
        nextSweep = now.advanced(byMilliseconds: max(1, limits.sweepMilliseconds / parts))
        var count = connections.count / limits.sweepParts + 1
        while count > 0, sweepIndex < connections.count {
            connections[sweepIndex].look(at: now)
            sweepIndex += 1
            count -= 1
        }
        guard sweepIndex >= connections.count else { return }
        sweepIndex = 0
        if nextForgetting <= now {
            nextForgetting = now.advanced(byMilliseconds: limits.forgettingMilliseconds)
            accounts.forget(at: now)
        }
        if certificateDue <= now { reloadCertificate("a day has passed") }
    }
}
