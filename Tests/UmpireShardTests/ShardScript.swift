import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireRoom
import UmpireShard

/// Clients that do whatever a seed decides, and what must hold after each of their steps.
struct ShardScript {
    let pier: Pier
    private(set) var steps = 0
    /// Mirrors that were compared with the server's world.
    private(set) var compared = 0
    private var random: GameRandom
    private var live: [ConnectionID] = []
    private var tokens: [String] = []
    private var sequences: [ConnectionID: UInt16] = [:]
    private var number: UInt32 = 0

    init(seed: UInt64) {
        pier = Pier(seed: seed, start: Instant(nanoseconds: seed << 40)) {
            $0.isRecording = seed % 2 == 0
            $0.maxConnections = 12
            $0.maxRooms = 4
            $0.botSeats = seed % 3 == 0 ? 0 : nil
        }
        random = GameRandom(seed: seed, stream: 5)
    }

    mutating func step() throws {
        steps += 1
        act()
        live.removeAll { pier[$0].closeCode != nil }
        try pier.shard.checkInvariants()
        compared += try pier.requireMirrors()
    }

    /// Everybody reads again, and nobody breaks anything for a while.
    mutating func settle() throws {
        for id in live { pier.shard.drain(id) }
        pier.advance(ticks: 2)
        try pier.shard.checkInvariants()
        let expected = pier.shard.rooms.reduce(0) { $0 + $1.members.count }
        let count = try pier.requireMirrors()
        if pier.shard.rooms.count == 1, count != expected {
            throw Pier.Broken(description: "\(count) of \(expected) clients are up to date")
        }
        pier.advance(milliseconds: 30_000)
        try pier.shard.checkInvariants()
    }

    private mutating func act() {
        switch random.int(in: 0...19) {
        case 0, 1: arrive(resume: nil)
        case 2: arrive(resume: random.pick(tokens))
        case 3: live.append(pier.open(nextNumber()))
        case 4: breakOne()
        case 5: speak(.leave)
        case 6: speak(.quickMatch)
        case 7: speak(.create(isPrivate: random.chance(0.5), seats: random.pick([2, 3, 9])))
        case 8: if let code = anyCode() { speak(.spectate(room: code)) }
        case 9: if let code = anyCode() { speak(.join(room: code)) }
        case 10:
            speak(random.chance(0.5) ? .list : .rematch)
            speak(.resync(ResyncRequest(tick: Tick(random.word()), reason: .decode)))
        case 11: babble()
        case 12: if let id = random.pick(live) { pier.shard.block(id) }
        case 13: if let id = random.pick(live) { pier.shard.drain(id) }
        case 14, 15: for id in live { input(id) }
        case 16: pier.advance(milliseconds: UInt64(random.int(in: 0...3_000)))
        default: pier.advance(ticks: random.int(in: 1...9))
        }
        for id in live {
            if let token = pier[id].token, !tokens.contains(token) { tokens.append(token) }
        }
        if tokens.count > 20 { tokens.removeFirst() }
    }

    /// Numbers are used again, as a shell does.
    private mutating func nextNumber() -> UInt32 {
        repeat { number = (number + 1) % 40 } while live.contains(ConnectionID(number))
        sequences[ConnectionID(number)] = 0
        return number
    }

    private mutating func arrive(resume token: String?) {
        let id = pier.greet(nextNumber(), resume: token, name: "S\(number)")
        live.append(id)
        if token == nil && random.chance(0.8) { pier.say(id, .quickMatch) }
    }

    private mutating func breakOne() {
        guard let id = random.pick(live) else { return }
        live.removeAll { $0 == id }
        pier.cut(id)
    }

    private mutating func speak(_ message: ClientMessage) {
        if let id = random.pick(live) { pier.say(id, message) }
    }

    private mutating func input(_ id: ConnectionID) {
        guard pier[id].player != nil, random.chance(0.7) else { return }
        sequences[id, default: 0] &+= 1
        let tick = random.chance(0.3) ? Tick(UInt32(random.int(in: 1...400))) : .zero
        pier.input(id, sequence: sequences[id] ?? 0, tick: tick, row: UInt8(random.int(in: 0...7)))
    }

    private mutating func babble() {
        guard let id = random.pick(live) else { return }
        var bytes: [UInt8] = []
        for _ in 0..<random.int(in: 0...40) {
            bytes.append(UInt8(truncatingIfNeeded: random.word()))
        }
        if random.chance(0.2) { pier.send(id, binary: bytes) } else { pier.say(id, bytes) }
    }

    private mutating func anyCode() -> String? {
        random.pick(pier.shard.rooms.map(\.settings.code))
    }
}
