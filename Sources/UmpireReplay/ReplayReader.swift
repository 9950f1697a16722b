public import UmpireBasics
public import UmpireGame
import UmpireState

/// Reads a recording tick by tick: any bytes are read or refused.
///
/// Nothing is allocated by the word of the bytes; a reader keeps them and one tick.
public struct ReplayReader<G: Game>: Sendable {
    /// What comes next in a recording.
    public enum Item: Equatable, Sendable {
        /// A step, which now lies in `tick`.
        case tick
        /// The end that the writer put.
        case end(ReplayEnd)
        /// The file ends after the last whole record, as after a crash; so many ticks were in it.
        case truncated(ticks: Int)
    }

    /// What the recording says about its match.
    public let header: ReplayHeader
    /// The step that was read last.
    public private(set) var tick = ReplayTick()
    private let input: Replica<G.Input>
    private let bytes: [UInt8]
    private var offset: Int
    private var nextTick = Tick.zero
    private var body = 0..<0
    private var bodyBit = 0
    private var lastTick = Tick.zero
    private var ticksLeft = 0
    private var row: [UInt32] = []

    /// Reads the header of a file of the game `G`.
    ///
    /// Says nothing about name and schema; compare them before reading ticks. A file with more
    /// seats or another width of inputs is refused at its first tick.
    public init(_ bytes: [UInt8], plan: GamePlan<G>) throws(ReplayError) {
        let (header, end) = try ReplayHeader.read(bytes)
        self.header = header
        self.bytes = bytes
        input = plan.input
        offset = end
        for _ in 0..<header.seats { input.appendRow(of: G.Input(), to: &tick.inputs) }
    }

    /// The input of `player` in the step that was read last.
    public func input(of player: PlayerID) -> G.Input {
        let start = Int(player.rawValue) * input.plan.width
        guard start + input.plan.width <= tick.inputs.count else { return G.Input() }
        return input.value(of: tick.inputs[start..<(start + input.plan.width)])
    }

    /// Reads on. After an error, the end or a truncation, there is nothing more to read.
    public mutating func next() throws(ReplayError) -> Item {
        if ticksLeft == 0 {
            if offset == bytes.count { return .truncated(ticks: Int(nextTick.rawValue)) }
            guard let head = try readHead() else {
                return .truncated(ticks: Int(nextTick.rawValue))
            }
            if head.kind == .end { return .end(try readEnd(head)) }
            try begin(head)
        }
        do throws(DecodeError) {
            try readTick()
        } catch {
            throw ReplayError(
                .badTick(error), at: body.lowerBound + bodyBit / 8, nextTick, through: lastTick)
        }
        nextTick = nextTick.next
        return .tick
    }
}

// MARK: - Records

extension ReplayReader {
    private struct Head {
        let kind: ReplayFormat.Kind
        let ticks: Int
        let body: Range<Int>
    }

    /// The head of the record at `offset`, with all of it checked; nil when the file ends first.
    private func readHead() throws(ReplayError) -> Head? {
        let start = offset
        guard bytes.count - start >= ReplayFormat.recordHeadBytes else { return nil }
        var cursor = ByteCursor(bytes[start...])
        guard let kind: UInt8 = cursor.number(), let zero: UInt8 = cursor.number(),
            let ticks: UInt16 = cursor.number(), let first: UInt32 = cursor.number(),
            let length: UInt32 = cursor.number()
        else { return nil }
        try check(start..<cursor.offset, nextTick)
        let body = (start + ReplayFormat.recordHeadBytes)..<(start + 16 + Int(length))
        guard let kind = ReplayFormat.Kind(rawValue: kind), zero == 0,
            (kind == .ticks) == (ticks > 0)
        else { throw ReplayError(.unknownRecord(kind: kind), at: start, nextTick) }
        guard first == nextTick.rawValue else {
            throw ReplayError(.unexpectedTick(Tick(first)), at: start + 4, nextTick)
        }
        guard body.upperBound + ReplayFormat.checksumBytes <= bytes.count else { return nil }
        try check(body, Tick(first &+ UInt32(max(ticks, 1)) &- 1))
        return Head(kind: kind, ticks: Int(ticks), body: body)
    }

    /// Compares the bytes of `range` with the checksum that follows them.
    private func check(_ range: Range<Int>, _ last: Tick) throws(ReplayError) {
        var tail = ByteCursor(bytes[range.upperBound...])
        let recorded = tail.number(UInt32.self) ?? 0
        let computed = ReplayFormat.checksum(bytes, range)
        guard recorded == computed else {
            throw ReplayError(
                .checksum(recorded: recorded, computed: computed), at: range.lowerBound, nextTick,
                through: last)
        }
    }

    private mutating func begin(_ head: Head) throws(ReplayError) {
        guard header.inputBits == input.plan.rawBits,
            header.seats <= G.info.players.upperBound
        else { throw ReplayError(.otherGame, at: 0, nextTick) }
        body = head.body
        bodyBit = 0
        ticksLeft = head.ticks
        lastTick = Tick(nextTick.rawValue &+ UInt32(head.ticks) &- 1)
        offset = body.upperBound + ReplayFormat.checksumBytes
    }

    private mutating func readEnd(_ head: Head) throws(ReplayError) -> ReplayEnd {
        guard let end = ReplayEnd(body: bytes[head.body]) else {
            throw ReplayError(.badEnd, at: head.body.lowerBound, nextTick)
        }
        offset = head.body.upperBound + ReplayFormat.checksumBytes
        guard offset == bytes.count else {
            throw ReplayError(.trailingBytes(bytes.count - offset), at: offset, nextTick)
        }
        return end
    }
}

// MARK: - Ticks

extension ReplayReader {
    private mutating func readTick() throws(DecodeError) {
        let bytes = self.bytes
        let span = unsafe bytes.span.bytes.extracting(body)
        var reader = BitReader(span, from: bodyBit / 8)
        _ = try reader.read(bodyBit % 8)
        tick.tick = nextTick
        try tick.read(&reader, seats: header.seats, plan: input.plan, row: &row)
        ticksLeft -= 1
        if ticksLeft == 0 { try reader.requireEnd() }
        bodyBit = reader.position
    }
}
