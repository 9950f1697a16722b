import UmpireBasics
import UmpireLoop
import UmpireShard

// Connections that move between loops, and what loops tell each other.

extension ShardLoop {
    func receive(_ message: ShardMessage) {
        switch message {
        case .stop: stop("another loop stops")
        case .arrival(let arrival): welcome(arrival)
        case .news(let summary, let counters):
            shard.learn(summary)
            others[summary.index] = (summary, counters)
        }
    }

    /// Tells the other loops how things stand here.
    func tellNews(at now: Instant) {
        nextNews = now.advanced(byMilliseconds: limits.newsMilliseconds)
        let elapsed = max(1, now.nanoseconds(since: measuredSince))
        shard.ownLoad = UInt64(Double(busyNanoseconds) * 1e9 / Double(elapsed))
        busyNanoseconds = 0
        measuredSince = now
        switchboard.tellOthers(.news(shard.summary, counters))
    }

    private func welcome(_ arrival: Arrival) {
        guard !isStopping, connections.count < limits.connections else { return }
        let connection = Connection(on: loop, self)
        connection.slot = connections.count
        connections.append(connection)
        do {
            try connection.goOn(arrival)
        } catch {
            // The loop ends, and with it the connection.
            ended(connection)
        }
    }

    /// A connection that came from another loop becomes known here, and is obeyed.
    func arrived(_ connection: Connection, _ arrival: Arrival) -> ConnectionID {
        let id = number(connection)
        connection.settle(id)
        shard.arrive(id, name: arrival.name, text: arrival.message.span, at: now)
        perform()
        return id
    }

    /// A connection leaves for another loop; its number is free again.
    func depart(_ connection: Connection, _ id: ConnectionID, to index: Int, _ arrival: Arrival) {
        upgraded[Int(id.rawValue)] = nil
        freeNumbers.append(id.rawValue)
        switchboard.mailboxes[index].send(.arrival(arrival))
    }
}
