import Testing
import UmpireBasics
import UmpireGame
@testable import UmpireServer

@Suite("Players who move between loops")
struct MovingTests {
    private static let loops = 3
    private static let roomsPerLoop = 50

    private func server() throws -> Server {
        var configuration = ServerConfiguration()
        configuration.host = "127.0.0.1"
        configuration.port = 0
        configuration.bots = 0
        configuration.loops = MovingTests.loops
        var limits = ServerLimits()
        limits.newsMilliseconds = 10
        // The players are one thread's: while it serves one, the others neither read nor answer.
        limits.silenceMilliseconds = 3_600_000
        limits.pingMilliseconds = 3_600_000
        limits.unsentBytes = 16 << 20
        return try Server(AnyGame(MovingSkiff.self), configuration, limits: limits, logger: .silent)
    }

    /// The loop of a room, which the first letter of its code tells.
    private func loop(of code: Substring) throws -> Int {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        return try #require(letters.firstIndex { $0 == code.first }) % MovingTests.loops
    }

    /// Hosts whose rooms stay open, and the rooms' codes by loop.
    private func openRooms(port: Int) throws -> (hosts: [Visitor], codes: [[Substring]]) {
        var hosts: [Visitor] = []
        var codes = [[Substring]](repeating: [], count: MovingTests.loops)
        while codes.contains(where: { $0.count < MovingTests.roomsPerLoop }) {
            try #require(hosts.count < 1_000, "new rooms go to every loop")
            let host = try Visitor.greeted(port: port)
            host.say("{\"type\":\"create\",\"private\":true}")
            let seated = try host.message("seated")
            let start = try #require(seated.firstRange(of: "\"room\":\"")).upperBound
            let code = seated[start...].prefix(5)
            codes[try loop(of: code)].append(code)
            hosts.append(host)
        }
        return (hosts, codes)
    }

    /// The inputs that all loops counted, as the loops last told each other.
    private func countedInputs(port: Int) throws -> Int {
        let socket = try Socket(port: port)
        socket.ask("/health")
        let text = try #require(socket.answer()).text
        let start = try #require(text.firstRange(of: "\"inputs\":")).upperBound
        return try #require(Int(text[start...].prefix { $0.isNumber }))
    }

    @Test("lose no message, get no answer twice, and have every input counted")
    func thousandPlayers() throws {
        let seed: UInt64 = 1
        let server = try server()
        defer {
            server.stop()
            try? server.wait()
        }
        let (hosts, codes) = try openRooms(port: server.port)
        var random = GameRandom(seed: seed)
        var players: [MovingPlayer] = []
        for _ in 0..<1_000 { players.append(try MovingPlayer(port: server.port)) }
        for round in 0..<8 {
            // Each round leads to another loop, and there evenly to all rooms.
            for index in players.indices {
                let rooms = codes[(index + round) % MovingTests.loops]
                let room = rooms[(index / MovingTests.loops + round) % rooms.count]
                players[index].begin(room: room, inputs: random.int(in: 1...5))
            }
            // In parts that end anywhere, so that frames come before, during and behind the move.
            for index in players.indices {
                players[index].send(random.int(in: 0...players[index].unsentBytes))
            }
            for index in players.indices { players[index].send(players[index].unsentBytes) }
            for player in players { try player.end() }
        }
        let sent = players.reduce(0) { $0 + $1.inputs }
        var counted = 0
        // All inputs are counted by now; the news of it comes within some requests.
        for _ in 0..<20_000 where counted < sent { counted = try countedInputs(port: server.port) }
        #expect(counted == sent, "seed \(seed)")
        // Each still has a seat: a snapshot comes.
        for player in players { #expect(player.visitor.next(2) != nil, "seed \(seed)") }
        #expect(hosts.count >= MovingTests.loops * MovingTests.roomsPerLoop)
    }
}
