/// Writes the fields of rows of one table.
///
/// Rows are spans of the fields' words.
struct RowWriter<Sink: SymbolSink & Sendable>: Sendable {
    var sink: Sink
    private var motion = RowMotion()
    /// Speed mode: hot rows that are exactly as expected and still to be told, and the context of
    /// the first one's symbol.
    private var exactRows: UInt32 = 0
    private var exactContext = 0
    /// A row of zeros.
    private var zeros: [UInt32] = []
    /// Whether rows that were written are kept for other views.
    var sharesRows = false
    /// By table.
    private var shelves: [RowShelf] = []
    private var spare = BitWriter()

    init(_ sink: Sink) { self.sink = sink }

    @inline(__always)
    mutating func enterEntities(_ terms: borrowing TableTerms, _ writer: borrowing BitWriter) {
        sink.enter(terms.place(SymbolPlace.entities), writer)
    }

    /// The row of scalars, which is always there.
    mutating func writeScalars(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ older: Span<UInt32>,
        _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        guard terms.width > 0 else { return }
        enterEntities(terms, writer)
        let isChanged = now.differs(from: old)
        sink.put(isChanged, in: terms.contexts.change, &writer)
        guard isChanged else { return }
        if terms.ages.behind > 0 {
            writeHot(now, old, older, terms, &writer)
            endScalars(terms, &writer)
        } else {
            writeCold(now, old, terms, &writer)
        }
    }

    /// A row that changed last time; `older` is what it was before, or `old` where that is not
    /// known.
    mutating func writeHot(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ older: Span<UInt32>,
        _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        let changed = look(now, old, older, terms)
        // One that stays, as is expected, begins no run: to stay is cheaper.
        if isExact(now, changed), changed != 0 || exactRows > 0 {
            return putOff(terms.contexts.row(motion))
        }
        endExactRows(terms, &writer)
        writeHot(now, old, changed, terms, &writer)
    }

    /// The same, with bits that were written for another view if there are any.
    mutating func shareHot(
        _ id: UInt16, _ now: Span<UInt32>, _ old: Span<UInt32>, _ older: Span<UInt32>,
        _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        if let found = shelves[terms.table].find(id, now, old, older, terms.ages) {
            if let context = found.context, found.bits == nil || exactRows > 0 {
                putOff(context)
            } else if let bits = found.bits {
                endExactRows(terms, &writer)
                writer.write(bits)
            }
            return
        }
        let changed = look(now, old, older, terms)
        var found = RowShelf.Found()
        if isExact(now, changed) { found.context = terms.contexts.row(motion) }
        if found.context == nil || changed == 0 {
            var bits = spare
            spare = BitWriter()
            bits.reset()
            writeHot(now, old, changed, terms, &bits)
            found.bits = bits.lastBits
            spare = bits
        }
        if let context = found.context, changed != 0 || exactRows > 0 {
            putOff(context)
        } else {
            endExactRows(terms, &writer)
            if let bits = found.bits {
                writer.write(bits)
            } else {
                // Too many to be kept.
                return writeHot(now, old, changed, terms, &writer)
            }
        }
        shelves[terms.table].put(found, id, now, old, older, terms.ages)
    }

    /// Whether rows of a table are shared; makes room for as many.
    mutating func sharesRows(_ rows: Int, _ terms: borrowing TableTerms) -> Bool {
        guard sharesRows, !Sink.hasCheapFlags, !Sink.countsMovement, terms.width > 0 else {
            return false
        }
        while shelves.count <= terms.table { shelves.append(RowShelf()) }
        shelves[terms.table].reserve(rows, width: terms.width)
        return true
    }

    /// Looks how a hot row moved, and which of its fields change.
    @inline(__always)
    private mutating func look(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ older: Span<UInt32>,
        _ terms: borrowing TableTerms
    ) -> UInt64 {
        motion.move(old, older, terms)
        var changed: UInt64 = 0
        for column in now.indices where now[column] != old[column] {
            changed |= 1 &<< UInt64(truncatingIfNeeded: column)
        }
        if Sink.countsMovement, changed != 0 { noteMovements(now, old, older, terms) }
        return changed
    }

    /// Whether a row is exactly as expected: where each symbol costs a bit, that is said at once.
    @inline(__always)
    private func isExact(_ now: Span<UInt32>, _ changed: UInt64) -> Bool {
        !Sink.hasCheapFlags && changed & ~motion.active == 0 && motion.isExpected(now)
    }

    /// Remembers that a row is as expected, until it is known how many are.
    @inline(__always)
    private mutating func putOff(_ context: Int) {
        if exactRows == 0 { exactContext = context }
        exactRows += 1
    }

    /// A hot row that was looked at.
    @inline(__always)
    private mutating func writeHot(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ changed: UInt64,
        _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        // Two copies of one function: rows in which nothing turned pay nothing for those that did.
        if motion.turned == 0 {
            writeHot(now, old, changed, hasTurned: false, terms, &writer)
        } else {
            writeTurned(now, old, changed, terms, &writer)
        }
    }

    @inline(never)
    private mutating func writeTurned(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ changed: UInt64,
        _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        writeHot(now, old, changed, hasTurned: true, terms, &writer)
    }

    @inline(__always)
    private mutating func writeHot(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ changed: UInt64, hasTurned: Bool,
        _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        let active = motion.active
        let quiet = changed & ~active
        let isMore = quiet != 0 || hasTurned && changed != 0 && hasOtherLargest(now, terms)
        putHead(changed, quiet, isMore: isMore, terms, &writer)
        guard changed != 0 else { return }
        let fields = terms.contexts.fields.span
        var errors = RowErrors()
        var seen = 0
        // Fields are looked at where they are: a copy of one takes as long as what is done with it.
        for column in fields.indices {
            let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: column)
            errors.enter(fields[column].group, motion)
            if active & bit != 0 {
                sink.enter(terms.place(column), writer)
                if hasTurned, !fields[column].isQuantity {
                    errors = sink.put(
                        rotation: now[column], tellsLargest: Sink.hasCheapFlags || isMore,
                        fields[column], motion.rotation(column), errors, &writer)
                } else {
                    putMoving(
                        now[column], fields[column], motion.expectation(column), &errors, &writer)
                }
            } else {
                let isChanged = quiet & bit != 0
                if Sink.hasCheapFlags {
                    putFlag(isChanged, fields[column], FlagContext.hot, seen, terms, &writer)
                }
                if isChanged {
                    sink.enter(terms.place(column), writer)
                    putQuiet(
                        now[column], old[column], fields[column], ErrorContext.quiet, &errors,
                        &writer)
                } else if fields[column].isQuantity {
                    errors.add(0)
                }
            }
            if changed & bit != 0 { seen += 1 }
        }
    }

    /// Tells the sink of each quantity that moved how well it would be expected to go on.
    private mutating func noteMovements(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ older: Span<UInt32>,
        _ terms: borrowing TableTerms
    ) {
        let fields = terms.contexts.fields.span
        for column in fields.indices where motion.active &>> UInt64(column) & 1 != 0 {
            guard fields[column].isQuantity else {
                let wrong = motion.rotation(column).errors(of: now[column])
                sink.noteMovement(
                    terms.place(column), onward: wrong.onward, still: wrong.still)
                continue
            }
            let step = fields[column].step(to: old[column], from: older[column])
            let onward = Expectation(
                fields[column], old: old[column], step: step, moves: true, terms.ages)
            sink.noteMovement(
                terms.place(column),
                onward: fields[column].error(of: now[column], expected: onward.word).magnitude,
                still: fields[column].error(of: now[column], expected: old[column]).magnitude)
        }
    }

    /// Speed mode: whether another part of a rotation that turned is the largest than was expected.
    @inline(never)
    private func hasOtherLargest(_ now: Span<UInt32>, _ terms: borrowing TableTerms) -> Bool {
        guard !Sink.hasCheapFlags else { return false }
        let fields = terms.contexts.fields.span
        for column in fields.indices where motion.turned >> UInt64(column) & 1 != 0 {
            let largest = fields[column].rotation.largest(of: now[column])
            if largest != motion.rotation(column).largest { return true }
        }
        return false
    }

    /// Writes what was put off: that hot rows of the table are as expected.
    @inline(__always)
    mutating func endExactRows(
        _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        guard exactRows > 0 else { return }
        enterEntities(terms, writer)
        sink.put(RowSymbol.exact, bits: RowSymbol.bits, in: exactContext, &writer)
        sink.put(number: exactRows - 1, in: terms.contexts.exactRun, &writer)
        exactRows = 0
    }

    /// The row of scalars is alone: no number follows its symbol.
    private mutating func endScalars(_ terms: borrowing TableTerms, _ writer: inout BitWriter) {
        guard exactRows > 0 else { return }
        sink.put(RowSymbol.exact, bits: RowSymbol.bits, in: exactContext, &writer)
        exactRows = 0
    }

    /// What becomes of a hot row, and in speed mode which of its quiet fields change.
    @inline(__always)
    private mutating func putHead(
        _ changed: UInt64, _ quiet: UInt64, isMore: Bool, _ terms: borrowing TableTerms,
        _ writer: inout BitWriter
    ) {
        enterEntities(terms, writer)
        if Sink.hasCheapFlags {
            return sink.put(changed != 0, in: terms.contexts.rowFlag(motion), &writer)
        }
        let symbol =
            changed == 0 ? RowSymbol.stays : isMore ? RowSymbol.more : RowSymbol.moves
        sink.put(symbol, bits: RowSymbol.bits, in: terms.contexts.row(motion), &writer)
        if isMore { writeMask(quiet, terms.contexts.hotMask, terms, &writer) }
    }

    /// Dense mode: whether a field changes that did not move.
    @inline(__always)
    private mutating func putFlag(
        _ isSet: Bool, _ field: borrowing FieldContexts, _ kind: Int, _ seen: Int,
        _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        sink.enter(terms.place(SymbolPlace.mask), writer)
        sink.put(isSet, in: field.flags + FlagContext.place(kind, changed: seen), &writer)
    }

    /// A row that did not change last time.
    mutating func writeCold(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ terms: borrowing TableTerms,
        _ writer: inout BitWriter
    ) {
        writeDifferences(
            now, old, terms.contexts.coldMask, FlagContext.cold, ErrorContext.quiet, terms,
            &writer)
    }

    /// A row that was not there, as a difference from another.
    mutating func writeNew(
        _ now: Span<UInt32>, _ other: Span<UInt32>, _ terms: borrowing TableTerms,
        _ writer: inout BitWriter
    ) {
        writeDifferences(
            now, other, terms.contexts.newMask, FlagContext.new, ErrorContext.new, terms, &writer)
    }

    /// A row that was not there, where there is no other.
    mutating func writeFirst(
        _ now: Span<UInt32>, _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        zeros.removeAll(keepingCapacity: true)
        zeros.append(contentsOf: repeatElement(0, count: terms.width))
        let none = zeros
        writeNew(now, none.span, terms, &writer)
    }

    private mutating func writeDifferences(
        _ now: Span<UInt32>, _ old: Span<UInt32>, _ mask: Int, _ kind: Int, _ context: Int,
        _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        let fields = terms.contexts.fields.span
        if !Sink.hasCheapFlags {
            var changed: UInt64 = 0
            for column in fields.indices where now[column] != old[column] {
                changed |= 1 &<< UInt64(truncatingIfNeeded: column)
            }
            writeMask(changed, mask, terms, &writer)
        }
        // Nothing is known of its movement.
        var errors = RowErrors()
        var seen = 0
        for column in fields.indices {
            let isChanged = now[column] != old[column]
            if Sink.hasCheapFlags {
                putFlag(isChanged, fields[column], kind, seen, terms, &writer)
            }
            guard isChanged else { continue }
            sink.enter(terms.place(column), writer)
            putQuiet(now[column], old[column], fields[column], context, &errors, &writer)
            seen += 1
        }
    }

    private mutating func writeMask(
        _ mask: UInt64, _ context: Int, _ terms: borrowing TableTerms, _ writer: inout BitWriter
    ) {
        sink.enter(terms.place(SymbolPlace.mask), writer)
        let bits = RowContexts.maskBits
        for group in 0..<((terms.width + bits - 1) / bits) {
            sink.put(
                Int(truncatingIfNeeded: mask >> UInt64(group * bits)) & 15, bits: bits,
                in: context + group << bits, &writer)
        }
    }

    /// A field that changed and had not moved.
    @inline(__always)
    private mutating func putQuiet(
        _ word: UInt32, _ old: UInt32, _ field: borrowing FieldContexts, _ context: Int,
        _ errors: inout RowErrors, _ writer: inout BitWriter
    ) {
        switch field.kind {
        case .quantity:
            let error = field.error(of: word, expected: old)
            sink.put(
                error: error.magnitude, isMinus: error < 0, in: field.error(context),
                sign: field.sign(moves: false, isHigh: old > field.limit / 2), &writer)
            errors.add(error.magnitude)
        case .choice:
            errors.shake()
            guard field.limit > 1 else { return }
            let steps = word >= old ? word - old : word + field.limit + 1 - old
            sink.put(Int(steps), bits: FieldContexts.choiceBits, in: field.symbols, &writer)
        case .label:
            errors.shake()
            writer.write(word, bits: field.bits)
        case .rotation:
            sink.put(quietRotation: word, old, field, context, &writer)
        }
    }

    /// A quantity that moved.
    @inline(__always)
    private mutating func putMoving(
        _ word: UInt32, _ field: borrowing FieldContexts, _ expected: Expectation,
        _ errors: inout RowErrors, _ writer: inout BitWriter
    ) {
        let error = field.error(of: word, expected: expected.word)
        sink.put(
            error: error.magnitude, isMinus: (error < 0) != expected.isDown,
            in: field.error(errors.context),
            sign: field.sign(moves: true, isHigh: expected.isHigh != expected.isDown), &writer)
        errors.add(error.magnitude)
    }
}
