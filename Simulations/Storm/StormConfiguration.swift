import UmpireBasics
import UmpireGame
import UmpireVirtual

/// What one storm is like. A seed decides all of it; options of the command line replace parts.
struct StormConfiguration {
    let seed: UInt64
    var game = StormGame.arena
    /// Seconds of the first phase, with faults.
    var seconds = 60
    var clients = 8
    /// Of a hundred clients, how many only watch.
    var watchersPercent = 0
    /// Of a hundred clients, how many play with the game's own bot; the others press at random.
    var brainsPercent = 0
    /// Milliseconds of a packet's way, at least and at most.
    var leastWay = 5
    var mostWay = 20
    /// Bytes that the network takes of what a client does not read.
    var window = 16_384
    /// How often each kind of fault happens in a minute; 0: never.
    var rates = [Float](repeating: 0, count: FaultKind.allCases.count)
    var server = VirtualServerConfiguration()
    var canary: Canary?

    /// What `seed` decides.
    init(seed: UInt64) {
        self.seed = seed
        var random = GameRandom(seed: seed, stream: 0xC0F)
        game = random.chance(0.75) ? .arena : .shoal
        clients = random.chance(0.5) ? random.int(in: 1...12) : random.int(in: 1...64)
        // Seldom, since it takes so long; drawn apart, so that other seeds stay what they were.
        var crowd = GameRandom(seed: seed, stream: 0xC10)
        if crowd.chance(0.02) { clients = crowd.int(in: 100...300) }
        watchersPercent = random.chance(0.3) ? random.int(in: 1...30) : 0
        brainsPercent = random.chance(0.3) ? random.int(in: 1...100) : 0
        leastWay = random.int(in: 0...60)
        mostWay = leastWay + random.int(in: 0...60)
        window = random.pick([512, 4_096, 16_384]) ?? 16_384
        server.loops = random.chance(0.5) ? 1 : random.int(in: 2...4)
        server.botSeats = random.chance(0.3) ? random.int(in: 0...8) : nil
        server.isRecording = random.chance(0.5)
        server.hasStandingRoom = random.chance(0.8)
        // Less than a tables frame and a keyframe would let nobody in.
        if random.chance(0.4) { server.unsentBytes = random.int(in: 2_500...20_000) }
        if random.chance(0.15) { server.maxRooms = random.int(in: 1...3) }
        if random.chance(0.15) { server.maxConnections = random.int(in: 1...24) }
        for kind in FaultKind.allCases where random.chance(0.6) {
            self[kind] = random.float(in: 0.1..<1) * kind.mostPerMinute
        }
    }

    subscript(kind: FaultKind) -> Float {
        get { rates[StormConfiguration.index(of: kind)] }
        set { rates[StormConfiguration.index(of: kind)] = newValue }
    }

    private static func index(of kind: FaultKind) -> Int {
        FaultKind.allCases.firstIndex(of: kind) ?? 0
    }

    /// The kinds that happen.
    var kinds: [FaultKind] { FaultKind.allCases.filter { self[$0] > 0 } }

    /// Whether the server has a place for everybody, so that nobody may be left outside.
    var isRoomy: Bool {
        server.maxRooms >= clients + 2 && server.maxConnections >= 2 * clients + 24
    }

    /// Seconds in which everybody must play again once the faults have stopped.
    ///
    /// Where not everybody has a place, a kept seat's owner may stay outside: then the server must
    /// first find the silent, and then their grace must end.
    var calmSeconds: Int { game.game.info.graceSeconds + (isRoomy ? 15 : 35) }

    /// The configuration in a few words.
    var text: String {
        var words = ["\(game.rawValue)", "\(clients) clients", "\(server.loops) shards"]
        words.append("\(seconds)+\(calmSeconds) s")
        words.append("way \(leastWay)–\(mostWay) ms")
        if watchersPercent > 0 { words.append("\(watchersPercent) % watch") }
        if brainsPercent > 0 { words.append("\(brainsPercent) % with brains") }
        if let bots = server.botSeats { words.append("bots up to \(bots)") }
        if !server.hasStandingRoom { words.append("no standing room") }
        if server.isRecording { words.append("recorded") }
        let full = VirtualServerConfiguration()
        if server.unsentBytes != full.unsentBytes { words.append("unsent \(server.unsentBytes) B") }
        if server.maxRooms != full.maxRooms { words.append("rooms \(server.maxRooms)") }
        if server.maxConnections != full.maxConnections {
            words.append("connections \(server.maxConnections)")
        }
        words.append("window \(window) B")
        let faults = kinds.map { "\($0.rawValue) \(StormConfiguration.tenth(self[$0]))" }
        words.append(
            faults.isEmpty ? "no faults" : "faults/min: " + faults.joined(separator: " "))
        if let canary { words.append("canary \(canary.rawValue)") }
        return words.joined(separator: ", ")
    }

    private static func tenth(_ rate: Float) -> Float { (rate * 10).rounded() / 10 }
}
