import UmpireBasics
import UmpireProtocol
import UmpireShard

// What the shards want done.

extension VirtualServer {
    /// Does what a loop's shard wants, in order, and notes when it wants to be woken.
    mutating func perform(_ loop: Int, at now: Instant) {
        guard loop < loops.count else { return }
        var effects = Effects()
        swap(&effects, &spare)
        while loops[loop].shard.takeEffects(&effects) {
            let offset = sends.append(bytes: effects.bytes)
            for effect in effects.list { perform(effect, effects, offset, loop, at: now) }
            effects.removeAll()
        }
        swap(&effects, &spare)
        loops[loop].due = loops[loop].shard.findNextWake()
    }

    private mutating func perform(
        _ effect: Effect, _ effects: Effects, _ offset: Int, _ loop: Int, at now: Instant
    ) {
        switch effect {
        case .text(let number, let range):
            send(.text(VirtualServer.indices(of: range, offset)), to: number, loop)
        case .snapshot(let number, let prefix, let range):
            send(.binary(prefix, VirtualServer.indices(of: range, offset)), to: number, loop)
        case .close(let number, let code):
            guard let connection = loops[loop].connection(number) else { return }
            sayGoodbye(code, to: connection, at: clock(at: now))
        case .wrongCode: counters.wrongCodes += 1
        case .move(let number, let target, let name, let message):
            let name = name.map {
                String(decoding: effects.bytes[VirtualServer.indices(of: $0)], as: UTF8.self)
            }
            let message = Array(effects.bytes[VirtualServer.indices(of: message)])
            move(number, loop, to: target, name, message, at: now)
        case .record(let recording, let range):
            disk.append(effects.bytes[VirtualServer.indices(of: range)], to: recording, at: now)
        case .endRecording(let recording):
            disk.end(recording, at: now)
        }
    }

    private mutating func send(
        _ content: VirtualSends.Content, to number: ConnectionID, _ loop: Int
    ) {
        guard let connection = loops[loop].connection(number) else { return }
        sends.append(content, to: connection)
        // Each time: a member that is new in its room is not blocked yet.
        if lines[Int(connection.rawValue)].unsentBytes > 0 { loops[loop].shard.block(number) }
    }

    private static func indices(of range: ByteRange, _ offset: Int = 0) -> Range<Int> {
        (offset + range.start)..<(offset + range.start + range.count)
    }

    // MARK: moves

    /// Sends a connection to another loop. The shard has let it go already.
    private mutating func move(
        _ number: ConnectionID, _ loop: Int, to target: Int, _ name: String?, _ message: [UInt8],
        at now: Instant
    ) {
        guard let connection = loops[loop].connection(number) else { return }
        let index = Int(connection.rawValue)
        let clock = clock(at: now)
        guard lines[index].moves.take(configuration.moves, now: clock) else {
            return sayGoodbye(.tooManyMessages, to: connection, at: clock)
        }
        // Unsent bytes cannot go along; the client may try again.
        guard lines[index].unsentBytes == 0 else {
            return sayGoodbye(.tryLater, to: connection, at: clock)
        }
        counters.moves += 1
        loops[loop].free(number)
        lines[index].stage = .leaving
        lines[index].loop = target
        post(.arrival(connection, loop: target, name: name, message: message), at: now)
    }

    private mutating func post(_ item: VirtualMail, at now: Instant) {
        let least = configuration.mailNanoseconds
        let wait = least + (UInt64(random.word()) * least) >> 32
        mail.insert(item, due: now.advanced(byNanoseconds: wait))
    }

    /// Hands a letter to its loop, or keeps it there while the loop is paused.
    mutating func deliver(_ item: VirtualMail, at now: Instant) {
        switch item {
        case .news(let summary, let loop):
            if isPaused(loop) {
                loops[loop].news.append(summary)
            } else {
                loops[loop].shard.learn(summary)
            }
        case .arrival(let connection, _, let name, let message):
            let index = Int(connection.rawValue)
            lines[index].stage = .fresh
            tell(.arrive(name: name, message: message), connection, at: now)
            for event in waiting.removeValue(forKey: connection.rawValue) ?? [] {
                tell(event, connection, at: now)
            }
        }
    }

    /// Tells the other loops how things stand on one.
    mutating func tellNews(_ loop: Int, at now: Instant) {
        loops[loop].nextNews = clock(at: now).advanced(
            byMilliseconds: configuration.newsMilliseconds)
        guard loops.count > 1 else { return }
        // A step takes no time here; rooms stand for the load.
        loops[loop].shard.ownLoad = UInt64(loops[loop].shard.rooms.count) * 1_000_000
        let summary = loops[loop].shard.summary
        for other in loops.indices where other != loop {
            post(.news(summary, loop: other), at: now)
        }
    }
}
