public import Logging
public import UmpireGame
import UmpireLoop
package import UmpireProtocol

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
    /// The port on which it speaks TLS; nil without a certificate.
    public let tlsPort: Int?

    /// Starts to listen, and returns when clients can connect.
    ///
    /// Throws `LoopError` (the port is in use, the address is not here), `TLSError` (certificate or
    /// key cannot be used) or `ServerError`.
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
        var limits = configuration.limits(from: limits)
        limits.fit(descriptors: DescriptorLimit.raise(), logger)
        let page = Page(overrides: game.page + configuration.page)
        let origins = try AllowedOrigins(configuration.origins)
        let proxies = try TrustedProxies(configuration.trustedProxies)
        let readers = try TrustedProxies(configuration.metricsReaders)
        mailboxes = (0..<configuration.loops).map { _ in Mailbox<ShardMessage>() }
        self.recorder = recorder
        var threads: [LoopThread] = []
        var ports = ServerPorts(plain: 0)
        do {
            for index in mailboxes.indices {
                let start = ServerStart()
                let parts = ShardParts(
                    game: game, configuration: configuration, limits: limits, page: page,
                    allowedOrigins: origins, trustedProxies: proxies, metricsReaders: readers,
                    recorder: recorder?.mailbox, logger: logger,
                    switchboard: Switchboard(index: index, mailboxes: mailboxes))
                threads.append(
                    try LoopThread.start(name: "shard \(index)") { loop in
                        try start.resolve { try ShardLoop(loop, parts).ports }
                    })
                let bound = try start.wait()
                if index == 0 { ports = bound }
            }
        } catch {
            for mailbox in mailboxes { mailbox.send(.stop(.goingAway)) }
            for thread in threads { try? thread.join() }
            recorder?.stop()
            throw error
        }
        self.threads = threads
        port = ports.plain
        tlsPort = ports.tls
    }

    /// Says goodbye to everybody (1001), ends recordings, and lets `wait` return; from any thread.
    public func stop() { stop(saying: .goingAway) }

    /// The same with another code, such as 1012 for a restart.
    package func stop(saying code: CloseCode) { mailboxes[0].send(.stop(code)) }

    /// Ends as if the process died: connections are reset, nobody is told.
    package func kill() { mailboxes[0].send(.kill) }

    /// Lets all loops stand still for so many milliseconds, from any thread; does not wait.
    package func pause(milliseconds: UInt64) {
        for mailbox in mailboxes { mailbox.send(.pause(milliseconds: milliseconds)) }
    }

    /// Counts what all loops hold; blocks until they have answered: never call it on a loop.
    package func takeCensus() -> ServerCensus {
        let taker = CensusTaker()
        let asked = mailboxes.count { $0.send(.count(taker)) }
        return taker.wait(answers: asked)
    }

    /// Blocks until the server has stopped, by `stop` or by SIGINT or SIGTERM.
    public func wait() throws {
        for thread in threads { try thread.join() }
        recorder?.stop()
    }
}

/// Hands the outcome of a start from the loop's thread to the one that waits for it.
private final class ServerStart: Sendable {
    private let outcome = Locked<Result<ServerPorts, any Error>?>(nil)
    private let signal = StartSignal()

    func resolve(_ start: () throws -> ServerPorts) throws {
        let result = Result { try start() }
        outcome.withLock { $0 = result }
        signal.post()
        _ = try result.get()
    }

    func wait() throws -> ServerPorts {
        signal.wait()
        return try outcome.withLock { $0 }?.get() ?? ServerPorts(plain: 0)
    }
}
