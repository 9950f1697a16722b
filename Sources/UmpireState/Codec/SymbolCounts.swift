import UmpireBasics

/// How often each symbol came in each context: what the tables of the next epoch are made of.
///
/// Counting encodes once more without writing, so a room does it now and then and off the send
/// path.
public struct SymbolCounts: Sendable {
    /// For which mode symbols are counted.
    public let mode: CodecMode
    private let plan: CodecPlan
    /// Whether quantities are expected to move on, as the counted packets expected it.
    private let moves: [[Bool]]
    private var table = TableWriter()
    private var speed: RowWriter<CountingSink<PrefixEncoder>>
    private var dense: RowWriter<CountingSink<RangeEncoder>>
    private var nothing = BitWriter()

    /// Counts nothing yet; expects movement of each field as `tables` do, and is for their mode.
    public init(_ plan: CodecPlan, _ tables: CodecTables) {
        self.plan = plan
        mode = tables.mode
        moves = tables.moves
        let places = plan.places
        speed = RowWriter(CountingSink(plan, places: mode == .speed ? places : 0))
        dense = RowWriter(CountingSink(plan, places: mode == .dense ? places : 0))
    }

    /// Counts the symbols of a packet.
    public mutating func add(
        _ snapshot: borrowing Snapshot, against baseline: borrowing Snapshot,
        after predecessor: borrowing Snapshot, _ ages: SnapshotAges
    ) {
        switch mode {
        case .speed:
            DeltaEncoder.write(
                snapshot, baseline, predecessor, plan, moves, ages, &table, &speed, &nothing)
        case .dense:
            DeltaEncoder.write(
                snapshot, baseline, predecessor, plan, moves, ages, &table, &dense, &nothing)
        }
        nothing.reset()
    }

    /// The tables of an epoch, from what was counted and, where that is little, what is assumed.
    public func tables(epoch: UInt8) -> CodecTables {
        var tables = CodecTables(plan, mode: mode)
        tables.epoch = epoch
        tables.moves = betterMoves
        let stale = contextsOfChangedMoves(tables.moves)
        var weights: [UInt32] = []
        var code = PrefixLengths()
        for (index, context) in plan.contexts.enumerated() {
            guard !stale.contains(context.start), mode == .dense || context.bits > 1,
                weigh(context, into: &weights)
            else { continue }
            tables.isTrained[index] = true
            switch mode {
            case .speed:
                code.find(weights, atMost: CodecTables.longestCode)
                tables.setLengths(context, code.lengths)
            case .dense: tables.setNodes(context, weights: weights)
            }
        }
        return tables
    }

    /// Whether each quantity is better expected to move on, by what was counted.
    private var betterMoves: [[Bool]] {
        var better = moves
        let sums = mode == .speed ? speed.sink.movement : dense.sink.movement
        for table in better.indices {
            for field in better[table].indices where sums[table][field].count >= SymbolCounts.enough
            {
                // Not for a sixteenth more or less: the field's contexts must be counted anew.
                let (onward, still) = (sums[table][field].onward, sums[table][field].still)
                better[table][field] =
                    moves[table][field]
                    ? onward <= still + still / 16 : onward + onward / 16 < still
            }
        }
        return better
    }

    /// Where contexts begin that were counted with another expectation.
    private func contextsOfChangedMoves(_ better: [[Bool]]) -> Set<Int> {
        var stale: Set<Int> = []
        for (table, row) in plan.tables.enumerated() {
            for (field, contexts) in row.fields.enumerated()
            where better[table][field] != moves[table][field] {
                for context in 0..<contexts.errors {
                    stale.insert(contexts.symbols + context << Magnitude.tokenBits)
                }
                guard contexts.kind == .rotation else { continue }
                for context in 0..<LargestContext.count {
                    stale.insert(contexts.largest + context << LargestContext.bits)
                }
            }
        }
        return stale
    }

    /// Bits that other expectations of movement would have saved, about.
    private func savedBits(byMoves better: [[Bool]]) -> Int {
        let sums = mode == .speed ? speed.sink.movement : dense.sink.movement
        var saved = 0
        for table in better.indices {
            for field in better[table].indices where better[table][field] != moves[table][field] {
                saved += abs(sums[table][field].still - sums[table][field].onward)
            }
        }
        return saved
    }

    /// Bits that what was counted would have cost less with `better` tables, about.
    ///
    /// In speed mode exactly; in dense mode as if each branch cost what its share says.
    public func savedBits(by better: CodecTables, insteadOf tables: CodecTables) -> Int {
        let counts = mode == .speed ? speed.sink.counts : dense.sink.counts
        var saved = savedBits(byMoves: better.moves)
        for context in plan.contexts {
            switch mode {
            case .speed:
                guard context.bits > 1 else { continue }
                for place in context.start..<(context.start + context.symbols) {
                    let gain = Int(tables.lengths[place]) - Int(better.lengths[place])
                    saved += gain * Int(counts[place])
                }
            case .dense:
                let before = tables.cost(of: counts, in: context)
                saved += (before - better.cost(of: counts, in: context)) / 256
            }
        }
        return saved
    }

    /// Symbols from which a context is trained.
    private static let enough: UInt32 = 24
    /// How much each counted symbol weighs; all that is assumed weighs as much as eight.
    private static let share: UInt32 = 64

    /// Fills `weights` with those of a context's symbols; false when too few were counted.
    private func weigh(_ context: ContextPlan, into weights: inout [UInt32]) -> Bool {
        weights.removeAll(keepingCapacity: true)
        var sum: UInt32 = 0
        for (symbol, length) in context.lengths.enumerated() {
            let place = context.start + symbol
            let count = mode == .speed ? speed.sink.counts[place] : dense.sink.counts[place]
            sum &+= count
            weights.append(min(count, 1 << 24) * SymbolCounts.share + 512 >> UInt32(length))
        }
        return sum >= SymbolCounts.enough
    }
}

/// Counts symbols as `Base` would write them, and writes nothing.
struct CountingSink<Base: SymbolSink>: SymbolSink, Sendable {
    static var hasCheapFlags: Bool { Base.hasCheapFlags }

    static var countsMovement: Bool { true }

    /// How often each symbol came, by its place.
    private(set) var counts: [UInt32]
    /// By table and field.
    private(set) var movement: [[FieldMovement]]

    init(_ plan: borrowing CodecPlan, places: Int) {
        counts = [UInt32](repeating: 0, count: places)
        movement = plan.tables.map {
            [FieldMovement](repeating: FieldMovement(), count: $0.fields.count)
        }
    }

    mutating func noteMovement(_ place: SymbolPlace, onward: UInt32, still: UInt32) {
        movement[place.table][place.field].onward += 32 - onward.leadingZeroBitCount
        movement[place.table][place.field].still += 32 - still.leadingZeroBitCount
        movement[place.table][place.field].count &+= 1
    }

    mutating func put(_ symbol: Int, bits: Int, in context: Int, _ writer: inout BitWriter) {
        counts[context + symbol] &+= 1
    }

    mutating func put(_ isSet: Bool, in context: Int, _ writer: inout BitWriter) {
        counts[context + (isSet ? 1 : 0)] &+= 1
    }

    func enter(_ place: SymbolPlace, _ writer: borrowing BitWriter) {}
}

/// What expectations of a field would have been wrong by, in bits, and how often it moved.
struct FieldMovement: Sendable {
    var onward = 0
    var still = 0
    var count: UInt32 = 0
}
