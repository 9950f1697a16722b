/// Reads the fields of rows of one table; the counterpart of `RowWriter`.
///
/// A row lies among the words of its table, at its place; it is the baseline's until it is read.
struct RowReader<Source: SymbolSource & Sendable>: Sendable {
    var source: Source
    private var motion = RowMotion()
    /// Speed mode: how many of the next hot rows are exactly as expected.
    private var exactRows: UInt32 = 0

    init(_ source: Source) { self.source = source }

    @inline(__always)
    mutating func enterEntities(_ terms: borrowing TableTerms, _ reader: borrowing BitReader) {
        source.enter(terms.place(SymbolPlace.entities), reader)
    }

    /// The row of scalars, which now is in `words` as it was in the baseline.
    mutating func readScalars(
        _ words: inout MutableSpan<UInt32>, _ older: Span<UInt32>, _ terms: borrowing TableTerms,
        _ reader: inout BitReader
    ) throws(DecodeError) {
        guard terms.width > 0 else { return }
        enterEntities(terms, reader)
        guard try source.flag(in: terms.contexts.change, &reader) else { return }
        if terms.ages.behind > 0 {
            try readHot(&words, 0, older, 0, isAlone: true, terms, &reader)
        } else {
            try readCold(&words, 0, terms, &reader)
        }
    }

    /// A row that changed last time; before that it was at the place `before`, or unknown below 0.
    mutating func readHot(
        _ words: inout MutableSpan<UInt32>, _ place: Int, _ older: Span<UInt32>, _ before: Int,
        isAlone: Bool = false, _ terms: borrowing TableTerms, _ reader: inout BitReader
    ) throws(DecodeError) {
        let start = place * terms.width
        if before >= 0 {
            motion.move(
                words.span.row(place, terms.width), older.row(before, terms.width), terms)
        } else {
            motion.rest(terms)
        }
        guard let head = try readHead(isAlone: isAlone, terms, &reader) else { return }
        // Two copies of one function: rows in which nothing turned pay nothing for those that did.
        if motion.turned == 0 {
            try readFields(&words, start, head, hasTurned: false, terms, &reader)
        } else {
            try readTurned(&words, start, head, terms, &reader)
        }
    }

    /// What the first symbol of a hot row says of its fields.
    private struct Head {
        /// All of them are as expected.
        var isExact = false
        /// Speed mode: which quiet fields change.
        var quiet: UInt64 = 0
        /// Whether rotations say which part is left out.
        var tellsLargest = Source.hasCheapFlags
    }

    @inline(never)
    private mutating func readTurned(
        _ words: inout MutableSpan<UInt32>, _ start: Int, _ head: Head,
        _ terms: borrowing TableTerms, _ reader: inout BitReader
    ) throws(DecodeError) {
        try readFields(&words, start, head, hasTurned: true, terms, &reader)
    }

    @inline(__always)
    private mutating func readFields(
        _ words: inout MutableSpan<UInt32>, _ start: Int, _ head: Head, hasTurned: Bool,
        _ terms: borrowing TableTerms, _ reader: inout BitReader
    ) throws(DecodeError) {
        let active = motion.active
        let fields = terms.contexts.fields.span
        var errors = RowErrors()
        var seen = 0
        for column in fields.indices {
            let field = fields[column]
            let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: column)
            errors.enter(field.group, motion)
            if active & bit != 0 {
                let expected = motion.expectation(column)
                if head.isExact {
                    words[start + column] = expected.word
                    continue
                }
                source.enter(terms.place(column), reader)
                let now: UInt32
                if hasTurned, !field.isQuantity {
                    (now, errors) = try source.rotation(
                        tellsLargest: head.tellsLargest, field, motion.rotation(column), errors,
                        &reader)
                } else {
                    now = try movingWord(field, expected, &errors, &reader)
                }
                if now != words[start + column] { seen += 1 }
                words[start + column] = now
            } else if try isChanged(
                head.quiet & bit != 0, field, FlagContext.hot, seen, terms, &reader)
            {
                source.enter(terms.place(column), reader)
                words[start + column] = try quietWord(
                    words[start + column], field, ErrorContext.quiet, &errors, &reader)
                seen += 1
            } else if field.isQuantity {
                errors.add(0)
            }
        }
    }

    /// Begins the hot rows of a table.
    mutating func beginHot() { exactRows = 0 }

    /// Ends them: so many were there as were said to be as expected.
    func endHot() throws(DecodeError) {
        guard exactRows == 0 else { throw .badPlace(Int(exactRows)) }
    }

    /// What becomes of a hot row; nil if it stays.
    @inline(__always)
    private mutating func readHead(
        isAlone: Bool, _ terms: borrowing TableTerms, _ reader: inout BitReader
    ) throws(DecodeError) -> Head? {
        var head = Head()
        if !isAlone, exactRows > 0 {
            exactRows -= 1
            head.isExact = true
            return head
        }
        enterEntities(terms, reader)
        if Source.hasCheapFlags {
            return try source.flag(in: terms.contexts.rowFlag(motion), &reader) ? head : nil
        }
        let context = terms.contexts.row(motion)
        let symbol = try source.symbol(bits: RowSymbol.bits, in: context, &reader)
        switch symbol {
        case RowSymbol.stays: return nil
        case RowSymbol.more:
            head.tellsLargest = true
            head.quiet = try readMask(terms.contexts.hotMask, terms, &reader) & ~motion.active
        case RowSymbol.exact:
            head.isExact = true
            if !isAlone {
                exactRows = try source.number(in: terms.contexts.exactRun, &reader)
            }
        default: break
        }
        return head
    }

    /// Whether a field changes that did not move: in speed mode the mask has told already.
    @inline(__always)
    private mutating func isChanged(
        _ isMasked: Bool, _ field: borrowing FieldContexts, _ kind: Int, _ seen: Int,
        _ terms: borrowing TableTerms, _ reader: inout BitReader
    ) throws(DecodeError) -> Bool {
        guard Source.hasCheapFlags else { return isMasked }
        source.enter(terms.place(SymbolPlace.mask), reader)
        return try source.flag(
            in: field.flags + FlagContext.place(kind, changed: seen), &reader)
    }

    /// A row that did not change last time.
    mutating func readCold(
        _ words: inout MutableSpan<UInt32>, _ place: Int, _ terms: borrowing TableTerms,
        _ reader: inout BitReader
    ) throws(DecodeError) {
        try readDifferences(
            &words, place * terms.width, terms.contexts.coldMask, FlagContext.cold,
            ErrorContext.quiet, terms, &reader)
    }

    /// A row that was not there; `row` is the one that it is compared with, and becomes it.
    mutating func readNew(
        _ row: inout [UInt32], _ terms: borrowing TableTerms, _ reader: inout BitReader
    ) throws(DecodeError) {
        var words = row.mutableSpan
        try readDifferences(
            &words, 0, terms.contexts.newMask, FlagContext.new, ErrorContext.new, terms, &reader)
    }

    private mutating func readDifferences(
        _ words: inout MutableSpan<UInt32>, _ start: Int, _ mask: Int, _ kind: Int,
        _ context: Int, _ terms: borrowing TableTerms, _ reader: inout BitReader
    ) throws(DecodeError) {
        let fields = terms.contexts.fields.span
        let changed = Source.hasCheapFlags ? 0 : try readMask(mask, terms, &reader)
        // Nothing is known of its movement.
        var errors = RowErrors()
        var seen = 0
        for column in fields.indices {
            let isMasked = changed &>> UInt64(column) & 1 != 0
            guard try isChanged(isMasked, fields[column], kind, seen, terms, &reader) else {
                continue
            }
            source.enter(terms.place(column), reader)
            words[start + column] = try quietWord(
                words[start + column], fields[column], context, &errors, &reader)
            seen += 1
        }
    }

    private mutating func readMask(
        _ context: Int, _ terms: borrowing TableTerms, _ reader: inout BitReader
    ) throws(DecodeError) -> UInt64 {
        source.enter(terms.place(SymbolPlace.mask), reader)
        let bits = RowContexts.maskBits
        var mask: UInt64 = 0
        for group in 0..<((terms.width + bits - 1) / bits) {
            let symbol = try source.symbol(bits: bits, in: context + group << bits, &reader)
            mask |= UInt64(symbol) << UInt64(group * bits)
        }
        return mask
    }

    @inline(__always)
    private mutating func quietWord(
        _ old: UInt32, _ field: borrowing FieldContexts, _ context: Int,
        _ errors: inout RowErrors, _ reader: inout BitReader
    ) throws(DecodeError) -> UInt32 {
        switch field.kind {
        case .quantity:
            let sign = field.sign(moves: false, isHigh: old > field.limit / 2)
            let error = try source.error(in: field.error(context), sign: sign, &reader)
            errors.add(UInt32(truncatingIfNeeded: error.magnitude))
            return try bounded(
                field.word(expected: old, error: Int32(truncatingIfNeeded: error)), field.limit)
        case .choice:
            errors.shake()
            guard field.limit > 1 else { return 1 - old }
            let steps = UInt32(
                try source.symbol(bits: FieldContexts.choiceBits, in: field.symbols, &reader))
            // A choice's context has no other symbols. But without this line the compiler lays
            // hot rows out in another way, and they take 7 % longer.
            guard steps <= field.limit else { throw .badSymbol(Int(steps)) }
            let word = old + steps
            return word > field.limit ? word - field.limit - 1 : word
        case .label:
            errors.shake()
            return try bounded(try reader.read(field.bits), field.limit)
        case .rotation:
            return try source.quietRotation(old, field, context, &reader)
        }
    }

    @inline(__always)
    private mutating func movingWord(
        _ field: borrowing FieldContexts, _ expected: Expectation, _ errors: inout RowErrors,
        _ reader: inout BitReader
    ) throws(DecodeError) -> UInt32 {
        let sign = field.sign(moves: true, isHigh: expected.isHigh != expected.isDown)
        let turned = try source.error(
            in: field.error(errors.context), sign: sign, &reader)
        errors.add(UInt32(truncatingIfNeeded: turned.magnitude))
        let error = Int32(truncatingIfNeeded: expected.isDown ? 0 &- turned : turned)
        return try bounded(field.word(expected: expected.word, error: error), field.limit)
    }

    @inline(__always)
    private func bounded(_ word: UInt32, _ limit: UInt32) throws(DecodeError) -> UInt32 {
        guard word <= limit else { throw .aboveLimit(word: word, limit: limit) }
        return word
    }
}
