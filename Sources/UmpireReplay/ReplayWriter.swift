public import UmpireBasics
public import UmpireGame
public import UmpireState

/// Writes the recording of a match while it runs: hand each step in, take whole records out.
///
/// ```
///   record, record, … ─▶ [bits of one second] ─▶ whole records ─▶ takeBytes
/// ```
/// In the steady state it allocates nothing, as long as the bytes are taken about once a second.
public struct ReplayWriter: Sendable {
    private let input: RowPlan
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
    ///
    /// `input` is the plan of an input's row and `idle` the row of the idle input.
    public init(_ header: ReplayHeader, input: RowPlan, idle: [UInt32]) {
        self.input = input
        seats = header.seats
        ticksPerRecord = header.tickRate
        for _ in 0..<seats { rows += idle }
        header.append(to: &whole)
    }

    /// Begins with the header of a match of `G`.
    public init<G: Game>(_ header: ReplayHeader, plan: GamePlan<G>) {
        var idle: [UInt32] = []
        plan.input.appendRow(of: G.Input(), to: &idle)
        self.init(header, input: plan.input.plan, idle: idle)
    }

    /// Whether there are whole chunks to take.
    public var hasFullChunk: Bool { !whole.isEmpty }

    /// Records the step that `stepper` has just made; call it right after each `step`.
    ///
    /// The stepper still holds the inputs that this step applied. `stateHash` is the one after it.
    public mutating func record<G: Game>(
        _ stepper: Stepper<G>, _ changes: SeatChanges, stateHash: UInt64
    ) {
        row.removeAll(keepingCapacity: true)
        stepper.appendInputs(to: &row)
        record(
            stepper.tick, changes, inputs: row, of: stepper.simulation.players,
            stateHash: stateHash)
    }

    /// Records a step that was just made; `next` is the tick after it.
    ///
    /// `inputs` are the rows that it applied, in order of `players`. `stateHash` is the one after
    /// it.
    public mutating func record(
        _ next: Tick, _ changes: SeatChanges, inputs: [UInt32], of players: PlayerSet,
        stateHash: UInt64
    ) {
        require(!isFinished, "a finished recording gets no more ticks")
        nextTick = nextTick.next
        require(nextTick == next, "each step is recorded once, right after it was made")
        write(changes)
        var start = 0
        for player in players {
            writeInput(inputs[start..<(start + input.width)], of: player)
            start += input.width
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

    private mutating func writeInput(_ now: ArraySlice<UInt32>, of player: PlayerID) {
        let start = Int(player.rawValue) * input.width
        var isChanged = false
        for column in 0..<input.width where rows[start + column] != now[now.startIndex + column] {
            rows[start + column] = now[now.startIndex + column]
            isChanged = true
        }
        bits.write(isChanged)
        if isChanged { RawRow.write(now, plan: input, into: &bits) }
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
