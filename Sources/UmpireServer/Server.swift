public import Logging
import Synchronization
public import UmpireGame
import UmpireLoop

/// A running server of one game: a loop thread with its shard, and a worker that writes recordings.
public final class Server: Sendable {
    private let thread: LoopThread
    private let recorder: Recorder?
    private let commands: Mailbox<ServerCommand>
    /// The port that it listens on.
    public let port: Int

    /// Starts to listen, and returns when clients can connect.
    ///
    /// Throws `LoopError` (the port is in use, the address is not here) or `ServerError`.
    public convenience init(
        _ game: AnyGame, _ configuration: ServerConfiguration, logger: Logger
    ) throws {
        try self.init(game, configuration, limits: ServerLimits(), logger: logger)
    }

    init(
        _ game: AnyGame, _ configuration: ServerConfiguration, limits: ServerLimits, logger: Logger
    ) throws {
        let recorder = try configuration.recordings.map {
            try Recorder(folder: $0, game: game.info.name, logger: logger)
        }
        let page = Page(overrides: game.page + configuration.page)
        let commands = Mailbox<ServerCommand>()
        let start = ServerStart()
        let thread = try LoopThread.start(name: "shard 0") { loop in
            do {
                let server = try ShardLoop(
                    loop, game, configuration, limits, page: page,
                    recorder: recorder?.mailbox, commands: commands, logger: logger)
                start.resolve(.success(server.port))
            } catch {
                start.resolve(.failure(error))
                throw error
            }
        }
        do {
            port = try start.wait()
        } catch {
            recorder?.stop()
            throw error
        }
        self.thread = thread
        self.recorder = recorder
        self.commands = commands
    }

    /// Says goodbye to everybody (1001), ends recordings, and lets `wait` return; from any thread.
    public func stop() { commands.send(.stop) }

    /// Blocks until the server has stopped, by `stop` or by SIGINT or SIGTERM.
    public func wait() throws {
        try thread.join()
        recorder?.stop()
    }
}

/// What other threads ask of a shard's loop.
enum ServerCommand: Sendable {
    case stop
}

/// Hands the outcome of a start from the loop's thread to the one that waits for it.
private final class ServerStart: Sendable {
    private let outcome = Mutex<Result<Int, any Error>?>(nil)
    private let signal = StartSignal()

    func resolve(_ result: Result<Int, any Error>) {
        outcome.withLock { $0 = result }
        signal.post()
    }

    func wait() throws -> Int {
        signal.wait()
        return try outcome.withLock { $0 }?.get() ?? 0
    }
}
