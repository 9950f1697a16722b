import Testing

/// A WebSocket client of few words, written by hand so that nothing is shared with the server.
final class Visitor {
    struct Frame: Equatable {
        let opcode: UInt8
        let payload: [UInt8]

        var text: String { String(decoding: payload, as: UTF8.self) }
        /// The code of a close frame.
        var closeCode: Int? {
            guard opcode == 8, payload.count >= 2 else { return nil }
            return Int(payload[0]) << 8 | Int(payload[1])
        }
    }

    static let upgrade = [
        "upgrade: websocket", "connection: Upgrade", "sec-websocket-version: 13",
        "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
    ]

    let socket: Socket

    init(port: Int, receiveBytes: Int32? = nil) throws {
        socket = try Socket(port: port, receiveBytes: receiveBytes)
        socket.ask("/play", headers: Visitor.upgrade)
        let answer = try #require(socket.answer())
        try #require(answer.status == 101)
        // The key and its answer are the example of RFC 6455 §1.3.
        try #require(answer.header("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    /// A client on a socket that was upgraded.
    init(on socket: Socket) { self.socket = socket }

    /// A client that has said hello.
    static func greeted(port: Int) throws -> Visitor {
        let visitor = try Visitor(port: port)
        visitor.say("{\"type\":\"hello\",\"protocol\":1}")
        _ = try visitor.message("welcome")
        return visitor
    }

    static func frame(_ opcode: UInt8, _ payload: [UInt8], isMasked: Bool = true) -> [UInt8] {
        let mask: UInt8 = isMasked ? 0x80 : 0
        var bytes: [UInt8] = [0x80 | opcode]
        if payload.count < 126 {
            bytes.append(mask | UInt8(payload.count))
        } else {
            bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        }
        guard isMasked else { return bytes + payload }
        let key: [UInt8] = [0x12, 0x34, 0x56, 0x78]
        return bytes + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
    }

    func send(_ opcode: UInt8, _ payload: [UInt8]) { socket.send(Visitor.frame(opcode, payload)) }

    func say(_ text: String) { send(1, Array(text.utf8)) }

    /// The next frame; nil when the connection is over.
    func next() -> Frame? {
        guard let head = socket.read(2) else { return nil }
        var count = Int(head[1])
        if count == 126 {
            guard let more = socket.read(2) else { return nil }
            count = Int(more[0]) << 8 | Int(more[1])
        } else if count == 127 {
            guard let more = socket.read(8) else { return nil }
            count = more.reduce(0) { $0 << 8 | Int($1) }
        }
        guard let payload = socket.read(count) else { return nil }
        return Frame(opcode: head[0] & 15, payload: payload)
    }

    /// The next frame of a kind, whatever comes before it.
    func next(_ opcode: UInt8) -> Frame? {
        while let frame = next() { if frame.opcode == opcode { return frame } }
        return nil
    }

    /// The next message of a type.
    @discardableResult
    func message(_ type: String) throws -> String {
        while let frame = next() {
            if frame.opcode == 8 { break }
            guard frame.opcode == 1 else { continue }
            if frame.text.hasPrefix("{\"type\":\"\(type)\"") { return frame.text }
        }
        throw Missing(type: type)
    }

    /// The code with which the server says goodbye; nil when it does not.
    func goodbye() -> Int? { next(8)?.closeCode }

    struct Missing: Error {
        let type: String
    }
}
