import Logging
import Testing
import UmpireBots
import UmpireGame
import UmpireServer

@Suite("bots on real sockets")
struct SocketBotsTests {
    private func withServer(loops: Int = 1, _ body: (Int) throws -> Void) throws {
        var configuration = ServerConfiguration()
        configuration.loops = loops
        configuration.host = "127.0.0.1"
        configuration.port = 0
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try Server(AnyGame(Orbit.self), configuration, logger: logger)
        defer {
            server.stop()
            try? server.wait()
        }
        try body(server.port)
    }

    private func options(port: Int, players: Int, seconds: Double) -> BotsOptions {
        var options = BotsOptions()
        options.players = players
        options.seconds = seconds
        options.rampSeconds = 0.2
        options.url = "ws://127.0.0.1:\(port)/play"
        return options
    }

    @Test("all join, play, hold the server's state, and say goodbye")
    func playing() throws {
        try withServer { port in
            let report = try SocketBots(
                Orbit.self, options: options(port: port, players: 12, seconds: 3)
            ).run()
            #expect(!report.hasFailed, "\(report)")
            #expect(report.measures.connections == 12)
            #expect(report.measures.seatings == 12)
            #expect(report.measures.inputs > 0)
            #expect(report.measures.snapshots > 0)
            #expect(report.measures.hashMismatches == 0)
        }
    }

    @Test("bots whose connections break come back to their seats")
    func comingBack() throws {
        try withServer { port in
            var options = options(port: port, players: 6, seconds: 4)
            options.dropsPerMinute = 40
            let report = try SocketBots(Orbit.self, options: options).run()
            #expect(!report.hasFailed, "\(report)")
            #expect(report.measures.drops > 0)
            #expect(report.measures.returns == report.measures.drops)
        }
    }

    @Test("connections move between loops, and come back to the loop of their seat")
    func manyLoops() throws {
        try withServer(loops: 3) { port in
            var options = options(port: port, players: 24, seconds: 4)
            options.dropsPerMinute = 30
            let report = try SocketBots(Orbit.self, options: options).run()
            #expect(!report.hasFailed, "\(report)")
            #expect(report.measures.drops > 0)
            #expect(report.measures.returns == report.measures.drops)
            #expect(report.measures.hashMismatches == 0)
        }
    }

    @Test("a server that is not there is a failure that the report names")
    func nobodyThere() throws {
        var free = 0
        try withServer { free = $0 }
        let report = try SocketBots(
            Orbit.self, options: options(port: free, players: 2, seconds: 0.4)
        ).run()
        #expect(report.hasFailed)
        #expect(report.measures.failedConnections >= 2)
        #expect(report.playingAtEnd == 0)
    }

    @Test("an address that is none is said to be none")
    func badAddress() {
        var options = BotsOptions()
        options.url = "wss://x"
        #expect(throws: SocketBots<Orbit>.Failure.badAddress("wss://x")) {
            try SocketBots(Orbit.self, options: options).run()
        }
    }
}
