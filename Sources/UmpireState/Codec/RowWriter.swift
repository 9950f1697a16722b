/// Writes the fields of rows of one table.
///
/// Rows are spans of the fields' words.
struct RowWriter<Sink: SymbolSink & Sendable>: Sendable {
    var sink: Sink
    /// The contexts of the table.
    private(set) var contexts: RowContexts
    var ages = SnapshotAges()
    /// The table's index.
    private var table = 0
    /// Whether quantities are expected to move on, by field.
    private var moves: [Bool] = []
    /// A row of zeros.
    private var zeros: [UInt32] = []

    init(_ sink: Sink, _ plan: CodecPlan) {
        self.sink = sink
        contexts = plan.tables[0]
    }

    var width: Int { contexts.fields.count }

    /// Goes on to the rows of a table; the scalars come behind the tables.
    mutating func begin(_ table: Int, _ plan: borrowing CodecPlan, _ moves: borrowing [[Bool]]) {
        self.table = table
        contexts = plan.tables[table]
        self.moves = moves[table]
    }

    @inline(__always)
    mutating func enterEntities(_ writer: borrowing BitWriter) {
        sink.enter(SymbolPlace(table: table, field: SymbolPlace.entities), writer)
    }

    /// The row of scalars, which is always there.
    mutating func writeScalars(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ older: Span<UInt32>, _ writer: inout BitWriter
    ) {
        guard width > 0 else { return }
        enterEntities(writer)
        let isChanged = now.differs(from: old)
        sink.put(isChanged, in: contexts.change, &writer)
        guard isChanged else { return }
        if ages.behind > 0 {
            writeHot(now, old, older, &writer)
        } else {
            writeCold(now, old, &writer)
        }
    }

    /// A row that changed last time; `older` is what it was before, or `old` where that is not
    /// known.
    mutating func writeHot(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ older: Span<UInt32>, _ writer: inout BitWriter
    ) {
        let contexts = contexts
        let fields = contexts.fields.span
        var changed: UInt64 = 0
        var active: UInt64 = 0
        var distance: UInt32 = 0
        for column in fields.indices {
            let bit = UInt64(1) << UInt64(column)
            if now[column] != old[column] { changed |= bit }
            if old[column] != older[column], fields[column].isQuantity {
                active |= bit
                distance += fields[column].distance(old[column], older[column])
            }
        }
        sink.enter(SymbolPlace(table: table, field: SymbolPlace.entities), writer)
        let quiet = changed & ~active
        // Where each symbol costs a bit, a row that is as expected is said to be so at once.
        let isExact =
            !Sink.hasCheapFlags && changed != 0 && quiet == 0
            && isExpected(now, old, older, active)
        putHead(changed, quiet, isExact, active.nonzeroBitCount, distance, &writer)
        if Sink.countsMovement, isExact {
            for column in fields.indices where active >> UInt64(column) & 1 != 0 {
                noteMovement(now[column], old[column], older[column], column)
            }
        }
        guard changed != 0, !isExact else { return }
        var errors = RowErrors()
        var seen = 0
        for column in fields.indices {
            let bit = UInt64(1) << UInt64(column)
            if !fields[column].followsKind { errors.beginKind() }
            if active & bit != 0 {
                let expected = Expectation(
                    fields[column], old: old[column], older: older[column],
                    moves: moves[column], ages)
                sink.enter(SymbolPlace(table: table, field: column), writer)
                if Sink.countsMovement {
                    noteMovement(now[column], old[column], older[column], column)
                }
                put(now[column], expected, fields[column], &errors, &writer)
            } else {
                let isChanged = quiet & bit != 0
                if Sink.hasCheapFlags {
                    putFlag(isChanged, fields[column], FlagContext.hot, seen, &writer)
                }
                if isChanged {
                    putQuiet(
                        now[column], old[column], fields[column], column, ErrorContext.quiet,
                        &errors, &writer)
                } else if fields[column].isQuantity {
                    errors.add(0)
                }
            }
            if changed & bit != 0 { seen += 1 }
        }
    }

    private mutating func noteMovement(
        _ word: UInt32, _ old: UInt32, _ older: UInt32, _ column: Int
    ) {
        let field = contexts.fields[column]
        let onward = Expectation(field, old: old, older: older, moves: true, ages)
        sink.noteMovement(
            SymbolPlace(table: table, field: column),
            onward: field.error(of: word, expected: onward.word).magnitude,
            still: field.error(of: word, expected: old).magnitude)
    }

    /// Whether all that moved is where it was expected.
    private func isExpected(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ older: Span<UInt32>, _ active: UInt64
    ) -> Bool {
        let fields = contexts.fields.span
        var rest = active
        while rest != 0 {
            let column = rest.trailingZeroBitCount
            rest &= rest - 1
            let expected = Expectation(
                fields[column], old: old[column], older: older[column], moves: moves[column], ages)
            if expected.word != now[column] { return false }
        }
        return true
    }

    /// What becomes of a hot row, and in speed mode which of its quiet fields change.
    @inline(__always)
    private mutating func putHead(
        _ changed: UInt64, _ quiet: UInt64, _ isExact: Bool, _ active: Int, _ distance: UInt32,
        _ writer: inout BitWriter
    ) {
        if Sink.hasCheapFlags {
            let context = contexts.rowFlag(active: active, distance: distance)
            return sink.put(changed != 0, in: context, &writer)
        }
        let symbol =
            changed == 0
            ? RowSymbol.stays
            : isExact ? RowSymbol.exact : quiet == 0 ? RowSymbol.moves : RowSymbol.more
        let context = contexts.row(active: active, distance: distance)
        sink.put(symbol, bits: RowSymbol.bits, in: context, &writer)
        if quiet != 0 { writeMask(quiet, contexts.hotMask, &writer) }
    }

    /// Dense mode: whether a field changes that did not move.
    @inline(__always)
    private mutating func putFlag(
        _ isSet: Bool, _ field: borrowing FieldContexts, _ kind: Int, _ seen: Int,
        _ writer: inout BitWriter
    ) {
        sink.enter(SymbolPlace(table: table, field: SymbolPlace.mask), writer)
        sink.put(isSet, in: field.flags + FlagContext.place(kind, changed: seen), &writer)
    }

    /// A row that did not change last time.
    mutating func writeCold(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ writer: inout BitWriter
    ) {
        writeDifferences(
            now, old, contexts.coldMask, FlagContext.cold, ErrorContext.quiet, &writer)
    }

    /// A row that was not there, as a difference from another.
    mutating func writeNew(
        _ now: Span<UInt32>, _ other: Span<UInt32>, _ writer: inout BitWriter
    ) {
        writeDifferences(
            now, other, contexts.newMask, FlagContext.new, ErrorContext.new, &writer)
    }

    /// A row that was not there, where there is no other.
    mutating func writeFirst(_ now: Span<UInt32>, _ writer: inout BitWriter) {
        zeros.removeAll(keepingCapacity: true)
        zeros.append(contentsOf: repeatElement(0, count: width))
        let none = zeros
        writeNew(now, none.span, &writer)
    }

    private mutating func writeDifferences(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ mask: Int, _ kind: Int, _ context: Int,
        _ writer: inout BitWriter
    ) {
        let contexts = contexts
        let fields = contexts.fields.span
        if !Sink.hasCheapFlags {
            var changed: UInt64 = 0
            for column in fields.indices where now[column] != old[column] {
                changed |= 1 << UInt64(column)
            }
            writeMask(changed, mask, &writer)
        }
        var errors = RowErrors()
        var seen = 0
        for column in fields.indices {
            let isChanged = now[column] != old[column]
            if Sink.hasCheapFlags { putFlag(isChanged, fields[column], kind, seen, &writer) }
            guard isChanged else { continue }
            putQuiet(
                now[column], old[column], fields[column], column, context, &errors, &writer)
            seen += 1
        }
    }

    private mutating func writeMask(_ mask: UInt64, _ context: Int, _ writer: inout BitWriter) {
        sink.enter(SymbolPlace(table: table, field: SymbolPlace.mask), writer)
        let bits = RowContexts.maskBits
        for group in 0..<((width + bits - 1) / bits) {
            sink.put(
                Int(truncatingIfNeeded: mask >> UInt64(group * bits)) & 15, bits: bits,
                in: context + group << bits, &writer)
        }
    }

    /// A field that changed and had not moved.
    @inline(__always)
    private mutating func putQuiet(
        _ word: UInt32, _ old: UInt32, _ field: borrowing FieldContexts, _ column: Int,
        _ context: Int, _ errors: inout RowErrors, _ writer: inout BitWriter
    ) {
        sink.enter(SymbolPlace(table: table, field: column), writer)
        switch field.kind {
        case .quantity:
            let error = field.error(of: word, expected: old)
            put(error, isDown: false, moves: false, field, context, &writer)
            errors.add(error.magnitude)
        case .choice:
            errors.isShaken = true
            guard field.limit > 1 else { return }
            let steps = word >= old ? word - old : word + field.limit + 1 - old
            sink.put(Int(steps), bits: FieldContexts.choiceBits, in: field.symbols, &writer)
        case .label:
            errors.isShaken = true
            writer.write(word, bits: field.bits)
        }
    }

    /// A quantity that moved.
    @inline(__always)
    private mutating func put(
        _ word: UInt32, _ expected: Expectation, _ field: borrowing FieldContexts,
        _ errors: inout RowErrors, _ writer: inout BitWriter
    ) {
        let error = field.error(of: word, expected: expected.word)
        let context = errors.context(distance: expected.distance)
        put(error, isDown: expected.isDown, moves: true, field, context, &writer)
        errors.add(error.magnitude)
    }

    @inline(__always)
    private mutating func put(
        _ error: Int32, isDown: Bool, moves: Bool, _ field: borrowing FieldContexts,
        _ context: Int, _ writer: inout BitWriter
    ) {
        let size = error.magnitude
        sink.put(number: size, in: field.symbols + context << Magnitude.tokenBits, &writer)
        guard size > 0 else { return }
        let sign = field.signs + 2 * ErrorContext.sign(moves: moves, error: size)
        sink.put((error < 0) != isDown, in: sign, &writer)
    }
}

extension Span<UInt32> {
    /// Whether some word of two rows of one width differs.
    @inline(__always)
    func differs(from other: Span<UInt32>) -> Bool {
        for column in indices where self[column] != other[column] { return true }
        return false
    }
}

extension RowContexts {
    /// The context of a hot row's flag: how many fields moved, and how far together.
    @inline(__always)
    func rowFlag(active: Int, distance: UInt32) -> Int {
        rowFlag + 2 * (min(active, 7) * 16 + ErrorContext.level(ofEnergy: distance))
    }

    /// The context of a hot row's symbol: how many fields moved, and how far together.
    @inline(__always)
    func row(active: Int, distance: UInt32) -> Int {
        let number = active < 3 ? 0 : active < 6 ? 1 : 2
        return row + (number * 16 + ErrorContext.level(ofEnergy: distance)) << RowSymbol.bits
    }
}

extension FieldContexts {
    /// How far apart two words are, at most 65,535.
    @inline(__always)
    func distance(_ word: UInt32, _ other: UInt32) -> UInt32 {
        let difference = wraps ? signed(word &- other) : Int64(word) - Int64(other)
        return UInt32(min(difference.magnitude, 0xFFFF))
    }
}
