/// Reads the fields of rows of one table; the counterpart of `RowWriter`.
///
/// A row lies among the words of its table, at its place; it is the baseline's until it is read.
struct RowReader<Source: SymbolSource & Sendable>: Sendable {
    var source: Source
    /// The contexts of the table.
    private(set) var contexts: RowContexts
    var ages = SnapshotAges()
    /// The table's index.
    private var table = 0
    /// Whether quantities are expected to move on, by field.
    private var moves: [Bool] = []

    init(_ source: Source, _ plan: CodecPlan) {
        self.source = source
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
    mutating func enterEntities(_ reader: borrowing BitReader) {
        source.enter(SymbolPlace(table: table, field: SymbolPlace.entities), reader)
    }

    /// The row of scalars, which now is in `words` as it was in the baseline.
    mutating func readScalars(
        _ words: inout MutableSpan<UInt32>, _ older: Span<UInt32>, _ reader: inout BitReader
    ) throws(DecodeError) {
        guard width > 0 else { return }
        enterEntities(reader)
        guard try source.flag(in: contexts.change, &reader) else { return }
        if ages.behind > 0 {
            try readHot(&words, 0, older, 0, &reader)
        } else {
            try readCold(&words, 0, &reader)
        }
    }

    /// A row that changed last time; before that it was at the place `before`, or unknown below 0.
    mutating func readHot(
        _ words: inout MutableSpan<UInt32>, _ place: Int, _ older: Span<UInt32>, _ before: Int,
        _ reader: inout BitReader
    ) throws(DecodeError) {
        let contexts = contexts
        let fields = contexts.fields.span
        let start = place * fields.count
        let past = before * fields.count
        var active: UInt64 = 0
        var distance: UInt32 = 0
        if before >= 0 {
            for column in fields.indices {
                let (old, word) = (words[start + column], older[past + column])
                if old != word, fields[column].isQuantity {
                    active |= 1 << UInt64(column)
                    distance += fields[column].distance(old, word)
                }
            }
        }
        source.enter(SymbolPlace(table: table, field: SymbolPlace.entities), reader)
        var isExact = false
        guard let quiet = try readHead(active, distance, &isExact, &reader) else { return }
        var errors = RowErrors()
        var seen = 0
        for column in fields.indices {
            let bit = UInt64(1) << UInt64(column)
            if !fields[column].followsKind { errors.beginKind() }
            if active & bit != 0 {
                let expected = Expectation(
                    fields[column], old: words[start + column], older: older[past + column],
                    moves: moves[column], ages)
                if isExact {
                    words[start + column] = expected.word
                    continue
                }
                source.enter(SymbolPlace(table: table, field: column), reader)
                let now = try word(expected, fields[column], &errors, &reader)
                if now != words[start + column] { seen += 1 }
                words[start + column] = now
            } else if try isChanged(
                quiet & bit != 0, fields[column], FlagContext.hot, seen, &reader)
            {
                words[start + column] = try quietWord(
                    words[start + column], fields[column], column, ErrorContext.quiet, &errors,
                    &reader)
                seen += 1
            } else if fields[column].isQuantity {
                errors.add(0)
            }
        }
    }

    /// What becomes of a hot row: nil if it stays, else in speed mode which quiet fields change.
    @inline(__always)
    private mutating func readHead(
        _ active: UInt64, _ distance: UInt32, _ isExact: inout Bool, _ reader: inout BitReader
    ) throws(DecodeError) -> UInt64? {
        let count = active.nonzeroBitCount
        if Source.hasCheapFlags {
            let context = contexts.rowFlag(active: count, distance: distance)
            return try source.flag(in: context, &reader) ? 0 : nil
        }
        let context = contexts.row(active: count, distance: distance)
        let symbol = try source.symbol(bits: RowSymbol.bits, in: context, &reader)
        switch symbol {
        case RowSymbol.stays: return nil
        case RowSymbol.more: return try readMask(contexts.hotMask, &reader) & ~active
        default:
            isExact = symbol == RowSymbol.exact
            return 0
        }
    }

    /// Whether a field changes that did not move: in speed mode the mask has told already.
    @inline(__always)
    private mutating func isChanged(
        _ isMasked: Bool, _ field: borrowing FieldContexts, _ kind: Int, _ seen: Int,
        _ reader: inout BitReader
    ) throws(DecodeError) -> Bool {
        guard Source.hasCheapFlags else { return isMasked }
        source.enter(SymbolPlace(table: table, field: SymbolPlace.mask), reader)
        return try source.flag(
            in: field.flags + FlagContext.place(kind, changed: seen), &reader)
    }

    /// A row that did not change last time.
    mutating func readCold(
        _ words: inout MutableSpan<UInt32>, _ place: Int, _ reader: inout BitReader
    ) throws(DecodeError) {
        try readDifferences(
            &words, place * width, contexts.coldMask, FlagContext.cold, ErrorContext.quiet,
            &reader)
    }

    /// A row that was not there; `row` is the one that it is compared with, and becomes it.
    mutating func readNew(
        _ row: inout [UInt32], _ reader: inout BitReader
    ) throws(DecodeError) {
        var words = row.mutableSpan
        try readDifferences(
            &words, 0, contexts.newMask, FlagContext.new, ErrorContext.new, &reader)
    }

    private mutating func readDifferences(
        _ words: inout MutableSpan<UInt32>, _ start: Int, _ mask: Int, _ kind: Int,
        _ context: Int, _ reader: inout BitReader
    ) throws(DecodeError) {
        let contexts = contexts
        let fields = contexts.fields.span
        let changed = Source.hasCheapFlags ? 0 : try readMask(mask, &reader)
        var errors = RowErrors()
        var seen = 0
        for column in fields.indices {
            let isMasked = changed >> UInt64(column) & 1 != 0
            guard try isChanged(isMasked, fields[column], kind, seen, &reader) else { continue }
            words[start + column] = try quietWord(
                words[start + column], fields[column], column, context, &errors, &reader)
            seen += 1
        }
    }

    private mutating func readMask(
        _ context: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> UInt64 {
        source.enter(SymbolPlace(table: table, field: SymbolPlace.mask), reader)
        let bits = RowContexts.maskBits
        let count = width
        var mask: UInt64 = 0
        for group in 0..<((count + bits - 1) / bits) {
            let symbol = try source.symbol(bits: bits, in: context + group << bits, &reader)
            mask |= UInt64(symbol) << UInt64(group * bits)
        }
        guard count == 64 || mask >> UInt64(count) == 0 else { throw .badSymbol(Int(mask >> 60)) }
        return mask
    }

    @inline(__always)
    private mutating func quietWord(
        _ old: UInt32, _ field: borrowing FieldContexts, _ column: Int, _ context: Int,
        _ errors: inout RowErrors, _ reader: inout BitReader
    ) throws(DecodeError) -> UInt32 {
        source.enter(SymbolPlace(table: table, field: column), reader)
        switch field.kind {
        case .quantity:
            let error = try error(isDown: false, moves: false, field, context, &reader)
            errors.add(error.magnitude)
            return try bounded(field.word(expected: old, error: error), field.limit)
        case .choice:
            errors.isShaken = true
            guard field.limit > 1 else { return 1 - old }
            let steps = UInt32(
                try source.symbol(bits: FieldContexts.choiceBits, in: field.symbols, &reader))
            guard steps <= field.limit else { throw .badSymbol(Int(steps)) }
            let word = old + steps
            return word > field.limit ? word - field.limit - 1 : word
        case .label:
            errors.isShaken = true
            return try bounded(try reader.read(field.bits), field.limit)
        }
    }

    @inline(__always)
    private mutating func word(
        _ expected: Expectation, _ field: borrowing FieldContexts, _ errors: inout RowErrors,
        _ reader: inout BitReader
    ) throws(DecodeError) -> UInt32 {
        let context = errors.context(distance: expected.distance)
        let error = try error(isDown: expected.isDown, moves: true, field, context, &reader)
        errors.add(error.magnitude)
        return try bounded(field.word(expected: expected.word, error: error), field.limit)
    }

    @inline(__always)
    private mutating func error(
        isDown: Bool, moves: Bool, _ field: borrowing FieldContexts, _ context: Int,
        _ reader: inout BitReader
    ) throws(DecodeError) -> Int32 {
        let size = try source.number(
            in: field.symbols + context << Magnitude.tokenBits, &reader)
        guard size > 0 else { return 0 }
        let sign = field.signs + 2 * ErrorContext.sign(moves: moves, error: size)
        let isMinus = try source.flag(in: sign, &reader) != isDown
        return Int32(bitPattern: isMinus ? 0 &- size : size)
    }

    @inline(__always)
    private func bounded(_ word: UInt32, _ limit: UInt32) throws(DecodeError) -> UInt32 {
        guard word <= limit else { throw .aboveLimit(word: word, limit: limit) }
        return word
    }
}
