import Synchronization
import UmpireBasics
public import UmpireGame
import UmpireLoop

/// Bots on real WebSockets, all on one thread, against any server of the game.
public struct SocketBots<G: Game>: Sendable {
    /// Why a run could not begin.
    public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
        /// The address is none that bots can reach.
        case badAddress(String)
        /// The loop of the bots could not work; says why.
        case noLoop(String)
        /// The run was cut off before its end.
        case interrupted

        /// One sentence with the remedy.
        public var description: String {
            switch self {
            case .badAddress(let text):
                "\"\(text)\" is no server's address; give one such as ws://localhost:7777/play"
            case .noLoop(let reason): reason
            case .interrupted: "the bots were stopped before their time was over"
            }
        }
    }

    private let options: BotsOptions

    /// A run of `game` that has not begun; `options.url` says where.
    public init(_ game: G.Type = G.self, options: BotsOptions) { self.options = options }

    /// Plays it all and returns when every bot has said goodbye; blocks: never call it on a loop.
    ///
    /// `tell` is called once a second, on the bots' thread, with one line.
    public func run(
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(Failure) -> BotsReport {
        let url = options.url ?? ""
        guard let address = ServerAddress(url) else { throw .badAddress(url) }
        let box = ReportBox()
        let options = options
        do {
            let thread = try LoopThread.start(name: "bots") { loop in
                let found = try SocketAddress.resolve(host: address.host, port: address.port)
                guard let peer = found.first else { throw LoopError.unknownHost(address.host) }
                _ = try Crowd<G>(
                    on: loop, options: options, address: address, peer: peer, tell: tell
                ) { report in box.report.withLock { $0 = report } }
            }
            try thread.join()
        } catch {
            throw .noLoop("\(error)")
        }
        guard let report = box.report.withLock({ $0 }) else { throw .interrupted }
        return report
    }
}

/// Where the bots' thread leaves its report.
private final class ReportBox: Sendable {
    let report = Mutex<BotsReport?>(nil)
}
