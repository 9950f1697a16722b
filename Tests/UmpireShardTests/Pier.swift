import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireRoom
@testable import UmpireShard

/// A shard in virtual time with its clients, performing the effects as a shell would.
final class Pier {
    let game: AnyGame
    var shard: Shard
    var now: Instant
    private(set) var sailors: [ConnectionID: Sailor] = [:]
    private(set) var recordings: [RecordingID: [UInt8]] = [:]
    /// How often each connection asked for a room that is none.
    private(set) var wrongCodes: [ConnectionID: Int] = [:]
    private(set) var endedRecordings: Set<RecordingID> = []
    /// Everything that was ever done, as bytes; kept when `isLogging`.
    private(set) var log: [UInt8] = []
    var isLogging = false
    private var fault: (any Error)?

    init<G: Game>(
        _ type: G.Type = Harbour.self, seed: UInt64 = 1, start: Instant = .zero,
        _ configure: (inout ShardConfiguration) -> Void = { _ in }
    ) {
        game = AnyGame(G.self)
        var configuration = ShardConfiguration(maxRooms: 20, maxConnections: 50)
        configure(&configuration)
        var random = GameRandom(seed: seed)
        now = start
        shard = Shard(hosting: game, configuration: configuration, now: start) {
            UInt64(random.word()) << 32 | UInt64(random.word())
        }
    }

    subscript(id: ConnectionID) -> Sailor {
        sailors[id] ?? Sailor(game.description)
    }

    /// The fault of the first client that found one.
    func requireNoFault() throws {
        if let fault { throw fault }
    }

    // MARK: clients

    func open(_ number: UInt32) -> ConnectionID {
        let id = ConnectionID(number)
        sailors[id] = Sailor(game.description)
        shard.open(id, at: now)
        perform()
        return id
    }

    /// Opens a connection and says hello.
    func greet(_ number: UInt32, resume: String? = nil, name: String? = nil) -> ConnectionID {
        let id = open(number)
        say(id, .hello(ClientMessage.Hello(name: name, resume: resume)))
        return id
    }

    /// Opens a connection, says hello and asks for a quick match.
    func board(_ number: UInt32) -> ConnectionID {
        let id = greet(number, name: "Sailor \(number)")
        say(id, .quickMatch)
        return id
    }

    func say(_ id: ConnectionID, _ message: ClientMessage) {
        var bytes: [UInt8] = []
        message.write(into: &bytes)
        say(id, bytes)
    }

    func say(_ id: ConnectionID, json: String) { say(id, Array(json.utf8)) }

    func say(_ id: ConnectionID, _ bytes: [UInt8]) {
        shard.receive(text: bytes.span, from: id, at: now)
        perform()
    }

    func send(_ id: ConnectionID, binary bytes: [UInt8]) {
        shard.receive(binary: bytes.span.bytes, from: id, at: now)
        perform()
    }

    /// Sends an input whose row is `row`, three bits of the harbour's input.
    func input(_ id: ConnectionID, sequence: UInt16, tick: Tick = .zero, row: UInt8 = 0) {
        var bytes: [UInt8] = []
        InputFrame(sequence: sequence, tick: tick, ack: .zero).write(into: &bytes)
        send(id, binary: bytes + [row])
    }

    /// The connection breaks.
    func cut(_ id: ConnectionID) {
        shard.close(id, at: now)
        perform()
    }

    func forgetTexts(of id: ConnectionID) { sailors[id]?.forgetTexts() }

    // MARK: time

    func advance(milliseconds: UInt64) {
        let end = now.advanced(byMilliseconds: milliseconds)
        while let due = shard.nextWake, due <= end {
            now = max(now, due)
            shard.wake(at: now)
            perform()
        }
        now = end
    }

    /// Makes `count` ticks of the first room.
    func advance(ticks count: Int) {
        for _ in 0..<count { oneTick() }
    }

    func oneTick() {
        guard let tick = shard.rooms.first?.tick else { return }
        while shard.rooms.first?.tick == tick, let due = shard.nextWake {
            now = max(now, due)
            shard.wake(at: now)
            perform()
        }
    }

    // MARK: effects

    func perform() {
        let effects = shard.effects
        shard.effects.removeAll()
        if isLogging { log += Array("\(effects.list)".utf8) + effects.bytes }
        for effect in effects.list {
            do { try perform(effect, effects.bytes) } catch { fault = fault ?? error }
        }
    }

    private func perform(_ effect: Effect, _ bytes: [UInt8]) throws {
        switch effect {
        case .text(let id, let range):
            try sailors[id]?.receive(text: bytes[range.indices])
        case .snapshot(let id, let prefix, let range):
            let head = (0..<4).map { UInt8(truncatingIfNeeded: prefix.word >> (8 * $0)) }
            let frame = head + bytes[range.indices]
            if prefix.kind == TablesFrame.kind {
                try sailors[id]?.receive(tables: frame)
            } else {
                try sailors[id]?.receive(snapshot: frame, sharing: range)
            }
        case .close(let id, let code):
            sailors[id]?.closeCode = code
            shard.close(id, at: now)
        case .move(let id, _, _, _):
            sailors[id] = nil
        case .wrongCode(let id):
            wrongCodes[id, default: 0] += 1
        case .record(let recording, let range):
            recordings[recording, default: []] += bytes[range.indices]
        case .endRecording(let recording):
            endedRecordings.insert(recording)
        }
    }
}

extension ByteRange {
    var indices: Range<Int> { start..<(start + count) }
}
