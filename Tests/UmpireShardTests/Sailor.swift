import UmpireBasics
import UmpireProtocol
import UmpireState

/// A client of a shard: keeps what it was told and a mirror of the world, and checks all it is
/// sent.
struct Sailor {
    /// What a client would close its connection for.
    enum Fault: Error, Equatable {
        case badHead
        case unknownTables(epoch: UInt8)
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
        let epoch: UInt8
    }

    let description: SchemaDescription
    private(set) var texts: [String] = []
    private(set) var frames: [Frame] = []
    /// The numbers of the cues that came, in order.
    private(set) var cues: [UInt32] = []
    private(set) var mirror: Snapshot
    /// What it held before that; nil after a keyframe.
    private var before: Snapshot?
    /// With the tables that its room sent last.
    private var decoder: DeltaDecoder
    var closeCode: CloseCode?
    var token: String?
    var player: PlayerID?
    var room: String?

    init(_ description: SchemaDescription) {
        self.description = description
        mirror = Snapshot(shape: description.world)
        decoder = description.codec.decoder(.speed)
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
        decoder = description.codec.decoder(.speed)
    }

    /// Takes a tables frame.
    mutating func receive(tables bytes: [UInt8]) throws(Fault) {
        guard let head = TablesFrame(parsing: bytes.span.bytes) else { throw .badHead }
        do throws(DecodeError) {
            var reader = BitReader(bytes.span.bytes, from: TablesFrame.headBytes)
            let plan = description.codec.plan
            let tables = try CodecTables(
                &reader, plan, mode: head.isDense ? .dense : .speed, epoch: head.epoch)
            try reader.requireEnd()
            decoder = DeltaDecoder(plan, tables)
        } catch {
            throw .undecodable(error)
        }
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
        if frames.isEmpty && head.isDense { decoder = description.codec.decoder(.dense) }
        guard head.epoch == decoder.epoch, head.isDense == (decoder.mode == .dense) else {
            throw .unknownTables(epoch: head.epoch)
        }
        if head.age != 0, head.tick.rawValue - UInt32(head.age) != mirror.tick.rawValue {
            throw .unknownBaseline(
                tick: head.tick.rawValue, age: head.age, held: mirror.tick.rawValue)
        }
        if head.predecessorAge != 0,
            before.map({ mirror.tick.distance(since: $0.tick) }) != Int(head.predecessorAge)
        {
            throw .unknownBaseline(
                tick: head.tick.rawValue, age: head.predecessorAge,
                held: before?.tick.rawValue ?? 0)
        }
        try decode(bytes, frame)
        frames.append(
            Frame(
                tick: head.tick.rawValue, age: head.age, ackSequence: frame.prefix.ackSequence,
                lead: frame.prefix.lead, range: range, epoch: head.epoch))
        guard let hash = head.viewHash else {
            if head.age == 0 || head.tick.rawValue % 16 == 0 {
                throw .noHash(tick: head.tick.rawValue)
            }
            return
        }
        if hash != mirror.viewHash { throw .wrongHash(tick: head.tick.rawValue) }
    }

    private mutating func decode(
        _ bytes: [UInt8], _ frame: SnapshotFrame
    ) throws(Fault) {
        let head = frame.head
        let blank = Snapshot(shape: description.world)
        let baseline = head.age == 0 ? blank : mirror
        do throws(DecodeError) {
            var reader = BitReader(bytes.span.bytes, from: frame.bodyOffset)
            try decoder.decode(
                &reader, against: baseline, after: before ?? blank,
                SnapshotAges(ahead: head.age, behind: head.predecessorAge), into: &mirror)
            mirror.tick = head.tick
            before = head.age == 0 ? nil : baseline
            let count = try reader.readVarint()
            for _ in 0..<count {
                var row: [UInt32] = []
                _ = try reader.readVarint()
                try RawRow.read(&reader, plan: description.cue, into: &row)
                cues.append(row[1])
            }
            try reader.requireEnd()
        } catch {
            throw .undecodable(error)
        }
    }
}
