import UmpireBasics
public import UmpireGame
import UmpireState

/// Writes the recording of a match while it runs: hand each step in, take whole records out.
///
/// ```
///   record, record, … ─▶ [bits of one second] ─▶ whole records ─▶ takeBytes
/// ```
/// In the steady state it allocates nothing, as long as the bytes are taken about once a second.
public struct ReplayWriter<G: Game>: Sendable {
    private let input: Replica<G.Input>
    private let seats: Int
    private let ticksPerRecord: Int
    private var bits = BitWriter()
    private var rows: [UInt32] = []
    private var row: [UInt32] = []
    private var firstTick = Tick.zero
    private var nextTick = Tick.zero
    private var finalHash: UInt64 = 0
    private var whole: [UInt8] = []
    /// Whether `finish` was called.
    public private(set) var isFinished = false

    /// Begins with the header, which is the first thing to take.
    public init(_ header: ReplayHeader, plan: GamePlan<G>) {
        input = plan.input
        seats = header.seats
        ticksPerRecord = header.tickRate
        for _ in 0..<seats { input.appendRow(of: G.Input(), to: &rows) }
        header.append(to: &whole)
    }

    /// Whether there are whole chunks to take.
    public var hasFullChunk: Bool { !whole.isEmpty }

    /// Records the step that `stepper` has just made; call it right after each `step`.
    ///
    /// The stepper still holds the inputs that this step applied. `stateHash` is the one after it.
    public mutating func record(
        _ stepper: Stepper<G>, _ changes: SeatChanges, stateHash: UInt64
    ) {
        require(!isFinished, "a finished recording gets no more ticks")
        nextTick = nextTick.next
        require(nextTick == stepper.tick, "each step is recorded once, right after it was made")
        write(changes)
        for player in stepper.simulation.players {
            writeInput(stepper.input(of: player), of: player)
        }
        bits.write(UInt32(truncatingIfNeeded: stateHash), bits: 32)
        finalHash = stateHash
        if nextTick.distance(since: firstTick) >= ticksPerRecord { closeRecord() }
    }

    /// Appends the whole records to `bytes` and forgets them.
    public mutating func takeBytes(into bytes: inout [UInt8]) {
        bytes.append(contentsOf: whole)
        whole.removeAll(keepingCapacity: true)
    }

    /// Writes the last ticks and the end.
    ///
    /// `verdict` is the game's own (`Stepper.verdict`), nil when the match was broken off.
    public mutating func finish(verdict: Verdict?) {
        require(!isFinished, "a recording is finished once")
        isFinished = true
        closeRecord()
        var body: [UInt8] = []
        ReplayEnd(finalHash: finalHash, verdict: verdict).append(to: &body)
        append(.end, ticks: 0, body)
    }

    private mutating func write(_ changes: SeatChanges) {
        bits.write(!changes.isEmpty)
        guard !changes.isEmpty else { return }
        write(changes.joined)
        write(changes.left)
        write(changes.dropped)
        write(changes.returned)
    }

    private mutating func write(_ players: PlayerSet) {
        bits.write(!players.isEmpty)
        guard !players.isEmpty else { return }
        for seat in 0..<seats { bits.write(players.contains(PlayerID(UInt8(seat)))) }
    }

    private mutating func writeInput(_ value: G.Input, of player: PlayerID) {
        row.removeAll(keepingCapacity: true)
        input.appendRow(of: value, to: &row)
        let start = Int(player.rawValue) * input.plan.width
        var isChanged = false
        for column in row.indices where rows[start + column] != row[column] {
            rows[start + column] = row[column]
            isChanged = true
        }
        bits.write(isChanged)
        if isChanged { SnapshotEncoder.writeRaw(row[...], plan: input.plan, into: &bits) }
    }

    private mutating func closeRecord() {
        guard bits.bitCount > 0 else { return }
        bits.finish()
        append(.ticks, ticks: nextTick.distance(since: firstTick), bits.bytes)
        bits.reset()
        firstTick = nextTick
    }

    private mutating func append(_ kind: ReplayFormat.Kind, ticks: Int, _ body: [UInt8]) {
        let start = whole.count
        whole.append(kind.rawValue)
        whole.append(0)
        whole.append(littleEndian: UInt16(truncatingIfNeeded: ticks))
        whole.append(littleEndian: firstTick.rawValue)
        whole.append(littleEndian: UInt32(truncatingIfNeeded: body.count))
        whole.append(littleEndian: ReplayFormat.checksum(whole, start..<whole.count))
        let bodyStart = whole.count
        whole.append(contentsOf: body)
        whole.append(littleEndian: ReplayFormat.checksum(whole, bodyStart..<whole.count))
    }
}
