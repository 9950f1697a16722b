import UmpireBasics
import UmpireProtocol
import UmpireShard

// What happens to connections, as their loops hear of it.

extension VirtualServer {
    /// Whether a loop does nothing now.
    package func isPaused(_ loop: Int) -> Bool {
        loop < loops.count && loops[loop].pausedUntil != nil
    }

    /// Lets the connection's loop hear of an event, now or when it can.
    mutating func tell(_ event: VirtualEvent, _ connection: ConnectionID, at now: Instant) {
        let index = Int(connection.rawValue)
        switch lines[index].stage {
        case .over: return
        case .leaving: waiting[connection.rawValue, default: []].append(event)
        case .fresh, .playing:
            let loop = lines[index].loop
            if isPaused(loop) {
                loops[loop].inbox.append((connection, event))
            } else {
                handle(event, connection, at: now)
            }
        }
    }

    /// Does what an event brings; its loop is at work.
    mutating func handle(_ event: VirtualEvent, _ connection: ConnectionID, at now: Instant) {
        let index = Int(connection.rawValue)
        let clock = clock(at: now)
        switch (event, lines[index].stage) {
        case (_, .over): return
        case (_, .leaving): waiting[connection.rawValue, default: []].append(event)
        case (.open, _): enter(connection) { $0.open($1, at: clock) }
        case (.arrive(let name, let message), _):
            enter(connection) { $0.arrive($1, name: name, text: message.span, at: clock) }
        case (_, .fresh): return
        case (.text(let bytes), .playing(let number)):
            lines[index].heardAt = clock
            loops[lines[index].loop].shard.receive(text: bytes.span, from: number, at: clock)
        case (.binary(let bytes), .playing(let number)):
            lines[index].heardAt = clock
            let span = unsafe bytes.span.bytes
            loops[lines[index].loop].shard.receive(binary: span, from: number, at: clock)
        case (.heard, .playing): lines[index].heardAt = clock
        case (.unsent(let bytes), .playing(let number)):
            noteUnsent(bytes, connection, number, clock)
        case (.close, .playing): forget(connection, at: clock)
        }
        perform(lines[index].loop, at: now)
    }

    private mutating func enter(
        _ connection: ConnectionID, _ body: (inout Shard, ConnectionID) -> Void
    ) {
        let loop = lines[Int(connection.rawValue)].loop
        let number = loops[loop].number(connection)
        lines[Int(connection.rawValue)].stage = .playing(number)
        body(&loops[loop].shard, number)
    }

    /// The rule of the real shell: who does not read gets no snapshots, and who leaves too much
    /// unread goes.
    private mutating func noteUnsent(
        _ bytes: Int, _ connection: ConnectionID, _ number: ConnectionID, _ clock: Instant
    ) {
        let index = Int(connection.rawValue)
        let wasBlocked = lines[index].unsentBytes > 0
        lines[index].unsentBytes = bytes
        switch BackPressure(unsentBytes: bytes, limit: configuration.unsentBytes) {
        case .flows: if wasBlocked { loops[lines[index].loop].shard.drain(number) }
        case .blocked: loops[lines[index].loop].shard.block(number)
        case .slowReader:
            counters.slowReaders += 1
            sayGoodbye(.slowReader, to: connection, at: clock)
        }
    }

    /// Closes a connection from our side.
    mutating func sayGoodbye(_ code: CloseCode, to connection: ConnectionID, at clock: Instant) {
        forget(connection, at: clock)
        sends.append(.close(code), to: connection)
    }

    /// The connection is nobody's any more; its shard is told and its number is free.
    mutating func forget(_ connection: ConnectionID, at clock: Instant) {
        let index = Int(connection.rawValue)
        if case .playing(let number) = lines[index].stage {
            let loop = lines[index].loop
            loops[loop].shard.close(number, at: clock)
            loops[loop].free(number)
        }
        lines[index].stage = .over
    }
}
