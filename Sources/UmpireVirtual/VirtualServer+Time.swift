package import UmpireBasics
import UmpireProtocol
import UmpireShard

// What time brings.

extension VirtualServer {
    /// When `wake` must be called next; nil while nothing runs.
    package var nextWake: Instant? {
        var next = disk.nextWrite
        VirtualServer.lower(&next, to: mail.next)
        VirtualServer.lower(&next, to: deadline)
        for index in loops.indices {
            if let until = loops[index].pausedUntil {
                VirtualServer.lower(&next, to: until)
            } else if deadline == nil {
                var due = min(loops[index].nextNews, loops[index].nextSweep)
                if let tick = loops[index].due, tick < due { due = tick }
                VirtualServer.lower(&next, to: world(due))
            }
        }
        return next
    }

    /// `nextWake`, read in place: whoever holds a server in an object would copy all of it to read
    /// a computed value.
    package mutating func findNextWake() -> Instant? { nextWake }

    /// Whether some loop does nothing now; read in place.
    package mutating func findPause() -> Bool { loops.contains { $0.pausedUntil != nil } }

    /// Does all that is due at `now`.
    package mutating func wake(at now: Instant) {
        disk.write(until: now)
        while let (item, _) = mail.take(at: now) { deliver(item, at: now) }
        for loop in loops.indices {
            if let until = loops[loop].pausedUntil {
                if now < until { continue }
                resume(loop, at: now)
            }
            if deadline == nil { turn(loop, at: now) }
        }
        if let deadline, deadline <= now { end() }
    }

    /// What the world's clock shows when the server's shows `clock`.
    private func world(_ clock: Instant) -> Instant {
        Instant(nanoseconds: clock.nanoseconds - min(jumped, clock.nanoseconds))
    }

    private static func lower(_ next: inout Instant?, to other: Instant?) {
        guard let other else { return }
        next = next.map { min($0, other) } ?? other
    }

    // MARK: a turn of one loop

    private mutating func turn(_ loop: Int, at now: Instant) {
        let clock = clock(at: now)
        if let due = loops[loop].due, due <= clock { tick(loop, at: now) }
        if loops[loop].nextSweep <= clock { sweep(loop, at: now) }
        if loops[loop].nextNews <= clock { tellNews(loop, at: now) }
    }

    private mutating func tick(_ loop: Int, at now: Instant) {
        let clock = clock(at: now)
        var taken: UInt64 = 0
        var turn = loops[loop].shard.beginTurn(at: clock)
        while makeNextTick(loop, &turn, clock, &taken) { perform(loop, at: now) }
        perform(loop, at: now)
        // While the steps take their time, nothing else is done on the loop.
        if taken > 0 { pause(loop, until: now.advanced(byNanoseconds: taken)) }
    }

    private mutating func makeNextTick(
        _ loop: Int, _ turn: inout TickTurn, _ clock: Instant, _ taken: inout UInt64
    ) -> Bool {
        guard longSteps > 0 else {
            return loops[loop].shard.makeNextTick(
                &turn, clock: { clock.advanced(byNanoseconds: taken) }, effort: { taken })
        }
        var left = longSteps
        let (each, isOwnWork) = (stepNanoseconds, isOwnWork)
        defer {
            counters.longSteps += longSteps - left
            longSteps = left
        }
        return loops[loop].shard.makeNextTick(
            &turn,
            clock: {
                let now = clock.advanced(byNanoseconds: taken)
                if left > 0 {
                    left -= 1
                    taken += each
                }
                return now
            }, effort: { isOwnWork ? taken : 0 })
    }

    private mutating func resume(_ loop: Int, at now: Instant) {
        loops[loop].pausedUntil = nil
        for summary in loops[loop].news { loops[loop].shard.learn(summary) }
        loops[loop].news.removeAll(keepingCapacity: true)
        // Timers come first, as on a real loop.
        if deadline == nil { turn(loop, at: now) }
        var inbox: [(ConnectionID, VirtualEvent)] = []
        swap(&inbox, &loops[loop].inbox)
        // A long step may pause the loop again: then these wait on.
        for (connection, event) in inbox { tell(event, connection, at: now) }
    }

    /// Looks at the silence of a loop's connections.
    private mutating func sweep(_ loop: Int, at now: Instant) {
        let clock = clock(at: now)
        loops[loop].nextSweep = clock.advanced(byMilliseconds: configuration.sweepMilliseconds)
        for connection in loops[loop].allConnections {
            let silent = clock.nanoseconds(since: lines[Int(connection.rawValue)].heardAt)
            if silent >= Int64(configuration.silenceMilliseconds) * 1_000_000 {
                counters.silences += 1
                forget(connection, at: clock)
                sends.append(.reset, to: connection)
            } else if silent >= Int64(configuration.pingMilliseconds) * 1_000_000 {
                sends.append(.ping, to: connection)
            }
        }
        perform(loop, at: now)
    }
}
