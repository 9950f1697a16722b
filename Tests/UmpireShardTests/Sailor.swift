import UmpireBasics
import UmpireProtocol
import UmpireState

/// A client of a shard: keeps what it was told and a mirror of the world, and checks all it is
/// sent.
struct Sailor {
    /// What a client would close its connection for.
    enum Fault: Error, Equatable {
        case badHead
        case unknownBaseline(tick: UInt32, age: UInt8, held: UInt32)
        case tickWentBack(UInt32)
        case wrongHash(tick: UInt32)
        case noHash(tick: UInt32)
        case undecodable(DecodeError)
    }

    /// A snapshot frame's head, and how its bytes were shared.
    struct Frame {
        let tick: UInt32
        let age: UInt8
        let ackSequence: UInt16
        let lead: Int8
        let range: ByteRange
    }

    let description: SchemaDescription
    private(set) var texts: [String] = []
    private(set) var frames: [Frame] = []
    /// The numbers of the cues that came, in order.
    private(set) var cues: [UInt32] = []
    private(set) var mirror: Snapshot
    var closeCode: CloseCode?
    var token: String?
    var player: PlayerID?
    var room: String?

    init(_ description: SchemaDescription) {
        self.description = description
        mirror = Snapshot(shape: description.world)
    }

    /// The last message of a type, as JSON.
    func last(_ type: String) -> String? {
        texts.last { $0.contains("\"type\":\"\(type)\"") }
    }

    mutating func forgetTexts() { texts.removeAll() }

    mutating func receive(text bytes: ArraySlice<UInt8>) throws {
        let bytes = Array(bytes)
        texts.append(String(decoding: bytes, as: UTF8.self))
        guard case .seated(let seated)? = try ServerMessage(parsing: bytes.span) else { return }
        token = seated.resumeToken
        player = seated.player
        room = seated.room
    }

    mutating func receive(
        snapshot bytes: [UInt8], sharing range: ByteRange
    ) throws(Fault) {
        guard let frame = SnapshotFrame(parsing: bytes.span.bytes) else { throw .badHead }
        let head = frame.head
        let isFirst = frames.isEmpty
        guard isFirst || head.tick > mirror.tick || head.age == 0 else {
            throw .tickWentBack(head.tick.rawValue)
        }
        let blank = Snapshot(shape: description.world)
        if head.age != 0, head.tick.rawValue - UInt32(head.age) != mirror.tick.rawValue {
            throw .unknownBaseline(
                tick: head.tick.rawValue, age: head.age, held: mirror.tick.rawValue)
        }
        try decode(bytes, frame, against: head.age == 0 ? blank : mirror)
        frames.append(
            Frame(
                tick: head.tick.rawValue, age: head.age, ackSequence: frame.prefix.ackSequence,
                lead: frame.prefix.lead, range: range))
        guard let hash = head.viewHash else {
            if head.age == 0 || head.tick.rawValue % 16 == 0 {
                throw .noHash(tick: head.tick.rawValue)
            }
            return
        }
        if hash != mirror.viewHash { throw .wrongHash(tick: head.tick.rawValue) }
    }

    private mutating func decode(
        _ bytes: [UInt8], _ frame: SnapshotFrame, against baseline: Snapshot
    ) throws(Fault) {
        do throws(DecodeError) {
            var reader = BitReader(bytes.span.bytes, from: frame.bodyOffset)
            try SnapshotDecoder.decode(
                &reader, against: baseline, shape: description.world, into: &mirror)
            mirror.tick = frame.head.tick
            let count = try reader.readVarint()
            for _ in 0..<count {
                var row: [UInt32] = []
                _ = try reader.readVarint()
                try SnapshotDecoder.readRaw(&reader, plan: description.cue, into: &row)
                cues.append(row[1])
            }
            try reader.requireEnd()
        } catch {
            throw .undecodable(error)
        }
    }
}
