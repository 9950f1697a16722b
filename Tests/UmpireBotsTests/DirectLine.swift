import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireScenario
import UmpireVirtual

@testable import UmpireBots

/// A crowd and a virtual server with nothing between them: what is sent is there at once.
struct DirectLine {
    var crowd: Crowd
    var server: VirtualServer
    var now = Instant(nanoseconds: 1_000_000_000)
    /// Every order, in words.
    var log: [String] = []
    /// Changes a snapshot's bytes before the bot gets them.
    var tamper: (inout [UInt8]) -> Void = { _ in }
    private var connections: [Int: ConnectionID] = [:]
    private var bots: [ConnectionID: Int] = [:]

    init(_ scenario: Scenario) {
        let game = AnyGame(Orbit.self)
        crowd = Crowd(scenario, game: game, start: now, ownsServer: true)
        server = VirtualServer(game, VirtualServerConfiguration(), seed: 1, at: now)
    }

    /// Lets time pass until `seconds` after the start; without `steps`, the crowd alone is woken.
    mutating func run(toSecond seconds: Double, serverSleeps: Bool = false) {
        let end = Instant(nanoseconds: 1_000_000_000).advanced(bySeconds: seconds)
        while let next = [crowd.nextWake, serverSleeps ? nil : server.nextWake]
            .compactMap({ $0 }).min(), next <= end
        {
            now = max(now, next)
            if !serverSleeps { server.wake(at: now) }
            passSends()
            if let wake = crowd.nextWake, wake <= now { crowd.wake(at: now) }
            passOrders()
        }
        now = max(now, end)
    }

    private mutating func passOrders() {
        while !crowd.orders.isEmpty {
            let orders = crowd.orders
            crowd.orders.removeAll()
            for order in orders.list {
                log.append("\(now.nanoseconds) \(order)")
                pass(order, orders.bytes)
            }
            passSends()
        }
    }

    private mutating func pass(_ order: CrowdOrder, _ bytes: [UInt8]) {
        switch order {
        case .open(let bot, _):
            guard let connection = server.open(at: now) else {
                return crowd.lost(bot, code: nil, at: now)
            }
            connections[bot] = connection
            bots[connection] = bot
            crowd.opened(bot, at: now)
        case .text(let bot, let range):
            guard let connection = connections[bot] else { return }
            server.receive(text: bytes.span.extracting(range), from: connection, at: now)
        case .binary(let bot, let range):
            guard let connection = connections[bot] else { return }
            server.receive(
                binary: bytes.span.bytes.extracting(range), from: connection, at: now)
        case .raw(let bot, _), .close(let bot, _), .cut(let bot, _):
            guard let connection = connections.removeValue(forKey: bot) else { return }
            bots[connection] = nil
            server.close(connection, at: now)
        case .read: break
        }
    }

    private mutating func passSends() {
        while !server.sends.isEmpty {
            let sends = server.sends
            server.sends.removeAll()
            for send in sends.list {
                guard let bot = bots[send.connection] else { continue }
                pass(send.content, sends, bot, send.connection)
            }
            passOrders()
        }
    }

    private mutating func pass(
        _ content: VirtualSends.Content, _ sends: VirtualSends, _ bot: Int,
        _ connection: ConnectionID
    ) {
        switch content {
        case .text(let range):
            crowd.received(text: sends.bytes.span.extracting(range), of: bot, at: now)
        case .binary(let prefix, let range):
            var frame = withUnsafeBytes(of: prefix.word.littleEndian) { Array($0) }
            frame += sends.bytes[range]
            tamper(&frame)
            crowd.received(binary: frame.span.bytes, of: bot, at: now)
        case .ping: server.heard(connection, at: now)
        case .close(let code):
            bots[connection] = nil
            connections[bot] = nil
            crowd.lost(bot, code: code.rawValue, at: now)
        case .reset:
            bots[connection] = nil
            connections[bot] = nil
            crowd.lost(bot, code: nil, at: now)
        }
    }
}
