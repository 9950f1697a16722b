import Glibc
import UmpireBasics
import UmpireLoop
import UmpireShard

// Connections that move between loops, and what loops tell each other.

extension ShardLoop {
    func receive(_ message: ShardMessage) {
        switch message {
        case .stop(let code): stop("it was asked to", saying: code)
        case .kill: kill()
        case .pause(let milliseconds): standStill(milliseconds)
        case .count(let taker): taker.add(census)
        case .arrival(let arrival): welcome(arrival)
        case .news(let summary, let counters):
            shard.learn(summary)
            others[summary.index] = (summary, counters)
        case .left(let network):
            total -= 1
            if let network { accounts.left(network) }
        }
    }

    /// Lets nothing happen on this loop for so long, as on a machine that is too busy.
    private func standStill(_ milliseconds: UInt64) {
        // Begun anew when a signal interrupts it: a little longer does no harm.
        while poll(nil, 0, Int32(clamping: milliseconds)) < 0 && errno == EINTR {}
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
        let connection = Connection(on: loop, self)
        keep(connection)
        if let network = arrival.network {
            connection.account = accounts.account(of: network, at: now)
            if !isAccepting { connection.account?.connections += 1 }
        }
        do {
            try connection.goOn(arrival)
        } catch {
            // The loop ends, and with it the connection.
            ended(connection, hasLeft: false)
        }
    }

    /// A connection that came from another loop becomes known here, and is obeyed.
    func arrived(_ connection: Connection, _ arrival: Arrival) {
        connection.id = number(connection)
        shard.arrive(connection.id, name: arrival.name, text: arrival.message.span, at: now)
        perform()
    }

    /// A connection leaves for another loop; its number is free again.
    func depart(_ connection: Connection, to index: Int, _ arrival: Arrival) {
        free(connection.id)
        // Where connections are accepted, it stays counted until it ends.
        if !isAccepting { connection.account?.connections -= 1 }
        switchboard.mailboxes[index].send(.arrival(arrival))
    }
}
