import ArgumentParser
import Glibc
import Logging
import UmpireGame
import UmpireLoop
import UmpireServer

/// `serve`: the server until Ctrl-C.
struct ServeCommand<G: Game>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "serve",
            abstract: "Serve the page, the lobby and the matches (the default).")
    }

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port = 7777

    @Option(help: "The address to listen on; :: is every address, ::1 this machine alone.")
    var host = "::"

    @OptionGroup(title: "TLS")
    var tls: TLSOptions

    @Option(
        help: "Fill a match with bots up to this many players; 0 for none. [default: all seats]")
    var bots: Int?

    @Option(help: "Threads, each with rooms of its own: 1 to 32. [default: one for each core]")
    var loops: Int?

    @Option(help: "The folder in which every match is recorded.")
    var record = "recordings"

    @Flag(help: "Do not record matches.")
    var noRecord = false

    @Option(
        help: "A folder with files of the page that replace the built-in ones; links are left out.")
    var page: String?

    @OptionGroup(title: "WHO MAY CONNECT")
    var doors: DoorOptions

    @Flag(help: "Compress text for clients that offer permessage-deflate.")
    var compression = false

    @Flag(help: "Send every message on /echo back, for runs of conformance suites.")
    var echo = false

    @Option(help: "The least serious level that is logged.")
    var logLevel: LogLevel = .info

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("a port is 0 to 65535, not \(port)")
        }
        if let loops, !(1...32).contains(loops) {
            throw ValidationError("--loops is 1 to 32, not \(loops)")
        }
        if let bots, !(0...G.info.players.upperBound).contains(bots) {
            throw ValidationError("--bots is 0 to \(G.info.players.upperBound) in this game")
        }
    }

    func run() throws {
        var logger = Logger(label: G.info.name) { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel.level
        let server = try start(serverConfiguration(), logger)
        say("\(G.info.name) is being played at http://localhost:\(server.port)/")
        if let port = server.tlsPort {
            say("\(G.info.name) is being played at https://localhost:\(port)/")
        }
        say("Open the page to join in; Ctrl-C ends.")
        if !noRecord { say("Matches are recorded in \(record)/.") }
        try server.wait()
        say("Ended; everybody was told.")
    }

    private func serverConfiguration() throws -> ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.host = host
        configuration.port = port
        configuration.tls = tls.files
        configuration.bots = bots
        configuration.loops = loops ?? min(32, max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
        configuration.recordings = noRecord ? nil : record
        if let page { configuration.page = try PageFolder.files(in: page) }
        configuration.compressesText = compression
        configuration.isEchoing = echo
        doors.apply(to: &configuration)
        return configuration
    }

    private func start(
        _ configuration: ServerConfiguration, _ logger: Logger
    ) throws -> Server {
        do {
            return try Server(Program.hosted(G.self), configuration, logger: logger)
        } catch let error as LoopError {
            throw CommandFailure("\(error)")
        } catch let error as ServerError {
            throw CommandFailure("\(error)")
        }
    }
}

/// The levels of swift-log, as an option's values.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
    case trace, debug, info, notice, warning, error, critical

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}
