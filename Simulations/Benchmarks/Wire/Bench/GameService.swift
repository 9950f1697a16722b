import Logging
import UmpireGame
import UmpireServer

/// The whole server, with a game.
enum GameService {
    /// Says "port N" on standard output, then serves until the process is ended.
    static func serve(loops: Int) throws {
        var configuration = ServerConfiguration()
        configuration.host = "127.0.0.1"
        configuration.port = 0
        configuration.loops = loops
        configuration.bots = 0
        var logger = Logger(label: "ships") { StreamLogHandler.standardError(label: $0) }
        // That ticks are late is what the table says.
        logger.logLevel = .error
        let server = try Server(AnyGame(Ships.self), configuration, logger: logger)
        say("port \(server.port)")
        try server.wait()
    }
}
