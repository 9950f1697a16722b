import UmpireBasics

/// What a storm did, as a hash and, if wanted, as lines.
struct StormTrace {
    /// A kind of line: its letter, and what the two numbers behind it are.
    enum Kind: UInt8 {
        case serverOpen, clientOpen, refused, toServer, toClient, sent, input, snapshot
        case serverClose, clientLost, fault, heal, tick, seated, violation, stranger, tables
    }

    private static let kinds: [(kind: Kind, word: String, about: String)] = [
        (.serverOpen, "open", "the server took a connection: link, connection"),
        (.clientOpen, "opened", "a client's connection is open: link, client"),
        (.refused, "refused", "a connection could not be opened: link, client"),
        (.toServer, "up", "bytes reached the server: link, bytes"),
        (.toClient, "down", "bytes reached a client: link, bytes"),
        (.sent, "text", "the server sent a text: link, bytes"),
        (.input, "input", "a client sent an input: client, sequence number"),
        (.snapshot, "shown", "the server sent a snapshot: link, tick"),
        (.serverClose, "close", "the server said goodbye or broke off: link, code"),
        (.clientLost, "lost", "a client lost its connection: client, code or 0"),
        (.fault, "fault", "a fault: its number in --legend, whom it hit"),
        (.heal, "heal", "a fault is over: its number, whom it hit"),
        (.tick, "wake", "the server was woken: shards, links so far"),
        (.seated, "seated", "a client has a seat: client, player"),
        (.violation, "broken", "something that must hold does not: 0, 0"),
        (.stranger, "stranger", "a stranger connects: link, bytes of its script"),
        (.tables, "tables", "the server sent tables of the codec: link, bytes"),
    ]

    private(set) var events = 0
    private var hasher = StateHasher()
    private let write: ((String) -> Void)?

    init(_ write: ((String) -> Void)?) { self.write = write }

    /// The hash of everything so far.
    var hash: UInt64 { hasher.value }

    mutating func note(_ kind: Kind, _ first: Int, _ second: Int, at now: Instant) {
        events += 1
        hasher.combine(now.nanoseconds << 8 | UInt64(kind.rawValue))
        hasher.combine(UInt64(truncatingIfNeeded: first) << 32 ^ UInt64(truncatingIfNeeded: second))
        guard let write else { return }
        let word = StormTrace.kinds.first { $0.kind == kind }?.word ?? ""
        let micros = now.nanoseconds / 1_000
        let digits = String(1_000_000 + micros % 1_000_000).dropFirst()
        write("\(micros / 1_000_000).\(digits) \(word) \(first) \(second)")
    }

    /// What the lines of a trace mean.
    static var legend: String {
        var lines = ["A line is: seconds, word, two numbers.", ""]
        lines += kinds.map { pad($0.word) + $0.about }
        lines += ["", "Faults by number:"]
        for (number, kind) in FaultKind.allCases.enumerated() {
            lines.append(pad("\(number) \(kind.rawValue)") + kind.about)
        }
        return lines.joined(separator: "\n")
    }

    static func pad(_ word: String) -> String {
        word + String(repeating: " ", count: max(1, 16 - word.count))
    }
}
