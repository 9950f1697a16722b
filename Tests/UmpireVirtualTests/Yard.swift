import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireVirtual

/// A virtual server of duels in virtual time, and what its connections were sent.
struct Yard {
    var server: VirtualServer
    var now = Instant(nanoseconds: 1_000_000_000)
    private(set) var texts: [UInt32: [String]] = [:]
    private(set) var snapshots: [UInt32: Int] = [:]
    private(set) var closes: [UInt32: CloseCode] = [:]
    private(set) var resets: Set<UInt32> = []
    private(set) var pings: [UInt32: Int] = [:]

    init(_ configure: (inout VirtualServerConfiguration) -> Void = { _ in }) {
        var configuration = VirtualServerConfiguration()
        configure(&configuration)
        server = VirtualServer(AnyGame(Duel.self), configuration, seed: 1, at: now)
    }

    mutating func open() throws -> ConnectionID {
        let id = server.open(at: now)
        return try #require(id)
    }

    /// Opens a connection, says hello and asks for a seat.
    mutating func board(resume: String? = nil) throws -> ConnectionID {
        let id = try open()
        say(id, .hello(ClientMessage.Hello(resume: resume)))
        if resume == nil { say(id, .quickMatch) }
        return id
    }

    mutating func say(_ id: ConnectionID, _ message: ClientMessage) {
        var bytes: [UInt8] = []
        message.write(into: &bytes)
        server.receive(text: bytes.span, from: id, at: now)
        take()
    }

    mutating func advance(milliseconds: UInt64) {
        let end = now.advanced(byMilliseconds: milliseconds)
        while let due = server.nextWake, due <= end {
            now = max(now, due)
            server.wake(at: now)
            take()
        }
        now = end
    }

    /// Takes in what the server sends.
    mutating func take() {
        for send in server.sends.list {
            let id = send.connection.rawValue
            switch send.content {
            case .text(let range):
                let text = String(decoding: server.sends.bytes[range], as: UTF8.self)
                texts[id, default: []].append(text)
            case .binary: snapshots[id, default: 0] += 1
            case .ping: pings[id, default: 0] += 1
            case .close(let code): closes[id] = code
            case .reset: resets.insert(id)
            }
        }
        server.sends.removeAll()
    }

    /// Whether a connection was told of a seat.
    func hasSeat(_ id: ConnectionID) -> Bool {
        texts[id.rawValue]?.contains { $0.contains("\"type\":\"seated\"") } ?? false
    }

    /// The value of `"resumeToken"` that a connection was told last.
    func token(_ id: ConnectionID) -> String? {
        guard let text = texts[id.rawValue]?.last(where: { $0.contains("resumeToken") }) else {
            return nil
        }
        let parts = text.components(behind: "\"resumeToken\":\"")
        return parts.map { String($0.prefix(32)) }
    }
}

extension String {
    /// What follows the first occurrence of `mark`.
    fileprivate func components(behind mark: String) -> Substring? {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(mark) { return rest.dropFirst(mark.count) }
            rest = rest.dropFirst()
        }
        return nil
    }
}
