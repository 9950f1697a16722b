import Testing

/// A player who goes from room to room and numbers all that is asked.
struct MovingPlayer {
    let visitor: Visitor
    private var lastPing = 0
    private var isInRoom = false
    /// What must be answered in this round, in this order, each once.
    private var expected: [String] = []
    /// What is still to be sent in this round.
    private var rest: ArraySlice<UInt8> = []
    private(set) var inputs = 0

    init(port: Int) throws { visitor = try Visitor.greeted(port: port) }

    /// Writes a round: out of the old room, into another, with pings between and inputs behind.
    mutating func begin(room: Substring, inputs count: Int) {
        expected = []
        var bytes = ping()
        if isInRoom {
            bytes += text("{\"type\":\"leave\"}")
            expected.append("left")
            bytes += ping()
        }
        bytes += text("{\"type\":\"join\",\"room\":\"\(room)\"}")
        expected.append("seated \(room)")
        isInRoom = true
        for number in 1...count {
            // The sequence begins afresh in each room.
            bytes += Visitor.frame(2, [1, UInt8(number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
            bytes += ping()
        }
        inputs += count
        rest = bytes[...]
    }

    var unsentBytes: Int { rest.count }

    /// Sends the next part, which may end within a frame.
    mutating func send(_ count: Int) {
        visitor.socket.send(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
    }

    /// Reads until the last ping of the round is answered, and compares all answers.
    func end() throws {
        var answers: [String] = []
        while answers.last != expected.last {
            let frame = try #require(visitor.next(), "after \(answers) of \(expected)")
            if let answer = answer(frame) { answers.append(answer) }
        }
        #expect(answers == expected)
    }

    /// What a frame says, if it is an answer or a goodbye.
    private func answer(_ frame: Visitor.Frame) -> String? {
        if let code = frame.closeCode { return "goodbye \(code)" }
        guard frame.opcode == 1 else { return nil }
        let text = frame.text
        if text.hasPrefix("{\"type\":\"left\"") { return "left" }
        if text.hasPrefix("{\"type\":\"refused\"") { return text }
        if text.hasPrefix("{\"type\":\"pong\"") { return "pong \(value(of: "\"id\":", in: text))" }
        if text.hasPrefix("{\"type\":\"seated\"") {
            return "seated \(value(of: "\"room\":\"", in: text))"
        }
        return nil
    }

    private func value(of key: String, in text: String) -> Substring {
        guard let start = text.firstRange(of: key)?.upperBound else { return "" }
        return text[start...].prefix { $0 != "," && $0 != "\"" && $0 != "}" }
    }

    private mutating func ping() -> [UInt8] {
        lastPing += 1
        expected.append("pong \(lastPing)")
        return text("{\"type\":\"ping\",\"id\":\(lastPing)}")
    }

    private func text(_ json: String) -> [UInt8] { Visitor.frame(1, Array(json.utf8)) }
}
