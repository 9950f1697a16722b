public import Logging
import Synchronization
public import UmpireGame
import UmpireLoop

/// A running server of one game: loop threads with a shard each, and a worker that writes
/// recordings.
///
/// The first loop accepts and greets; a connection moves to the loop of the room in which it plays.
public final class Server: Sendable {
    private let threads: [LoopThread]
    private let recorder: Recorder?
    private let mailboxes: [Mailbox<ShardMessage>]
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
        mailboxes = (0..<configuration.loops).map { _ in Mailbox<ShardMessage>() }
        self.recorder = recorder
        var threads: [LoopThread] = []
        var port = 0
        do {
            for index in mailboxes.indices {
                let start = ServerStart()
                let parts = ShardParts(
                    game: game, configuration: configuration, limits: limits, page: page,
                    recorder: recorder?.mailbox, logger: logger,
                    switchboard: Switchboard(index: index, mailboxes: mailboxes))
                threads.append(
                    try LoopThread.start(name: "shard \(index)") { loop in
                        try start.resolve { try ShardLoop(loop, parts).port }
                    })
                port = max(port, try start.wait())
            }
        } catch {
            for mailbox in mailboxes { mailbox.send(.stop) }
            for thread in threads { try? thread.join() }
            recorder?.stop()
            throw error
        }
        self.threads = threads
        self.port = port
    }

    /// Says goodbye to everybody (1001), ends recordings, and lets `wait` return; from any thread.
    public func stop() { mailboxes[0].send(.stop) }

    /// Blocks until the server has stopped, by `stop` or by SIGINT or SIGTERM.
    public func wait() throws {
        for thread in threads { try thread.join() }
        recorder?.stop()
    }
}

/// Hands the outcome of a start from the loop's thread to the one that waits for it.
private final class ServerStart: Sendable {
    private let outcome = Mutex<Result<Int, any Error>?>(nil)
    private let signal = StartSignal()

    func resolve(_ start: () throws -> Int) throws {
        let result = Result { try start() }
        outcome.withLock { $0 = result }
        signal.post()
        _ = try result.get()
    }

    func wait() throws -> Int {
        signal.wait()
        return try outcome.withLock { $0 }?.get() ?? 0
    }
}
