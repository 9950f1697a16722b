import Glibc
import Logging
import UmpireGame
import UmpireLoop
import UmpireProtocol
import UmpireScenario
import UmpireServer

/// The server of a run, to which chaos happens: it begins anew on the same port.
final class InProcessServer: Sendable {
    /// The port of all servers that follow one another.
    let port: Int
    private let game: AnyGame
    private let configuration: ServerConfiguration
    private let controls: RunControls
    private let logger: Logger
    private let server: Locked<Server?>
    private let failure = Locked<SocketFailure?>(nil)
    /// What is to happen; carried out on a thread that may wait for the server's end.
    private let hits: Mailbox<Chaos.Kind>
    private let hand: Locked<LoopThread?>

    init(
        _ game: AnyGame, _ configuration: ServerConfiguration, _ controls: RunControls,
        logger: Logger
    ) throws(SocketFailure) {
        self.game = game
        self.controls = controls
        self.logger = logger
        do {
            let server = try Server(game, configuration, logger: logger)
            var configuration = configuration
            configuration.port = server.port
            port = server.port
            self.configuration = configuration
            self.server = Locked(server)
        } catch {
            throw .broken("\(error)")
        }
        hits = Mailbox()
        hand = Locked(nil)
        do {
            let thread = try LoopThread.start(name: "chaos") { [self] loop in
                try hits.receive(on: loop) { [self] kinds in
                    for kind in kinds { perform(kind) }
                }
            }
            hand.withLock { $0 = thread }
        } catch {
            end()
            throw .broken("\(error)")
        }
    }

    /// Lets something happen to the server, soon; from any thread.
    func hit(_ kind: Chaos.Kind) { hits.send(kind) }

    /// Waits until all that was to happen has happened; says what went wrong meanwhile.
    func settle() -> SocketFailure? {
        hits.close()
        if let thread = hand.withLock({ $0.take() }) { try? thread.join() }
        return failure.withLock { $0 }
    }

    /// What the server still holds, once it holds nothing or so many seconds have passed.
    func left(withinSeconds seconds: Int) -> ServerCensus {
        let looks = max(1, seconds * 50)
        var census = ServerCensus()
        for look in 1...looks {
            guard let server = server.withLock({ $0 }) else { return census }
            census = server.takeCensus()
            if census.total == 0 || look == looks { break }
            // Nothing tells of the census' changes; the wait is the system's, for 20 ms.
            _ = poll(nil, 0, 20)
        }
        return census
    }

    /// Stops the server for good.
    func end() {
        _ = settle()
        let last = server.withLock { $0.take() }
        last?.stop()
        try? last?.wait()
    }

    private func perform(_ kind: Chaos.Kind) {
        guard let server = server.withLock({ $0 }) else { return }
        switch kind {
        case .pause(let milliseconds):
            guard milliseconds > 0 else { return }
            server.pause(milliseconds: UInt64(min(milliseconds, 3_600_000)))
        case .drain:
            server.stop(saying: .restart)
            beginAnew(after: server)
        case .kill:
            server.kill()
            beginAnew(after: server)
        case .clockJump, .cut: break
        }
    }

    private func beginAnew(after old: Server) {
        do {
            self.server.withLock { $0 = nil }
            try old.wait()
            let new = try Server(game, configuration, logger: logger)
            self.server.withLock { $0 = new }
        } catch {
            failure.withLock { $0 = .broken("the server could not begin anew: \(error)") }
            // Without a server there is nothing left to see.
            controls.stop()
        }
    }
}
