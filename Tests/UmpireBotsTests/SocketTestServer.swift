import Logging
import UmpireGame
import UmpireServer

/// A server of the test game.
enum TestServer {
    /// Runs `body` with a server that is stopped afterwards.
    static func with<Result>(
        loops: Int = 1, tls: ServerConfiguration.TLS? = nil, _ body: (Server) throws -> Result
    ) throws -> Result {
        var configuration = ServerConfiguration()
        configuration.loops = loops
        configuration.host = "127.0.0.1"
        configuration.port = 0
        configuration.tls = tls
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try Server(AnyGame(Orbit.self), configuration, logger: logger)
        defer {
            server.stop()
            try? server.wait()
        }
        return try body(server)
    }
}

extension Server {
    /// What it holds, once that is nothing or so many seconds have passed.
    func takeCensus(emptyWithinSeconds seconds: Int) -> ServerCensus {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(seconds)
        var census = takeCensus()
        while census.total > 0 && clock.now < deadline { census = takeCensus() }
        return census
    }
}
