import UmpireBasics

/// Reads what `TableWriter` wrote: any bytes give a valid table or are refused.
struct TableReader: Sendable {
    /// Old rows that changed last time.
    private var hot = RowMatch()
    /// Places of old rows that are gone.
    private var gone: [Int32] = []
    /// Places of old rows that are gone or hot: all others are cold.
    private var notCold: [Int32] = []
    /// The row that the next arrival is compared with.
    private var reference: [UInt32] = []

    mutating func read(
        into now: inout TableRows, against old: borrowing TableRows,
        after older: borrowing TableRows, _ terms: borrowing TableTerms,
        _ row: inout RowReader<some SymbolSource & Sendable>,
        _ reader: inout BitReader
    ) throws(DecodeError) {
        row.enterEntities(terms, reader)
        guard try row.source.flag(in: terms.contexts.change, &reader) else {
            return now.become(old)
        }
        now.copy(old)
        try readGone(old.ids.count, terms, &row, &reader)
        if terms.ages.behind > 0 {
            hot.match(old, older)
        } else {
            hot.forget()
        }
        var words = now.words.mutableSpan
        try readHot(&words, older.words.span, terms, &row, &reader)
        try readCold(&words, old.ids.count, terms, &row, &reader)
        now.removeRows(at: gone)
        try readArrivals(&now, old, terms, &row, &reader)
    }

    private mutating func readGone(
        _ rows: Int, _ terms: borrowing TableTerms,
        _ row: inout RowReader<some SymbolSource & Sendable>,
        _ reader: inout BitReader
    ) throws(DecodeError) {
        gone.removeAll(keepingCapacity: true)
        let count = try row.source.number(in: terms.contexts.goneCount, &reader)
        guard count <= UInt32(rows) else { throw .badPlace(Int(count)) }
        var next = 0
        for _ in 0..<count {
            let gap = try row.source.number(in: terms.contexts.goneGap, &reader)
            guard gap < UInt32(rows - next) else { throw .badPlace(Int(gap)) }
            next += Int(gap)
            gone.append(Int32(next))
            next += 1
        }
    }

    private mutating func readHot(
        _ words: inout MutableSpan<UInt32>, _ older: Span<UInt32>,
        _ terms: borrowing TableTerms,
        _ row: inout RowReader<some SymbolSource & Sendable>, _ reader: inout BitReader
    ) throws(DecodeError) {
        notCold.removeAll(keepingCapacity: true)
        row.beginHot()
        var next = 0
        for index in hot.places.indices {
            let place = hot.places[index]
            while next < gone.count && gone[next] < place {
                notCold.append(gone[next])
                next += 1
            }
            notCold.append(place)
            if next < gone.count && gone[next] == place {
                next += 1
                continue
            }
            try row.readHot(&words, Int(place), older, Int(hot.others[index]), terms, &reader)
        }
        try row.endHot()
        notCold.append(contentsOf: gone[next...])
    }

    private func readCold(
        _ words: inout MutableSpan<UInt32>, _ rows: Int,
        _ terms: borrowing TableTerms,
        _ row: inout RowReader<some SymbolSource & Sendable>, _ reader: inout BitReader
    ) throws(DecodeError) {
        row.enterEntities(terms, reader)
        let count = try row.source.number(in: terms.contexts.coldCount, &reader)
        let cold = rows - notCold.count
        guard count <= UInt32(cold) else { throw .badPlace(Int(count)) }
        let passed = notCold.span
        /// Cold rows, and others, before the next one.
        var rank = 0
        var others = 0
        for _ in 0..<count {
            row.enterEntities(terms, reader)
            let gap = try row.source.number(in: terms.contexts.coldGap, &reader)
            guard gap < UInt32(cold - rank) else { throw .badPlace(Int(gap)) }
            rank += Int(gap)
            while others < passed.count && Int(passed[others]) <= rank + others { others += 1 }
            try row.readCold(&words, rank + others, terms, &reader)
            rank += 1
        }
    }

    private mutating func readArrivals(
        _ now: inout TableRows, _ old: borrowing TableRows,
        _ terms: borrowing TableTerms,
        _ row: inout RowReader<some SymbolSource & Sendable>, _ reader: inout BitReader
    ) throws(DecodeError) {
        row.enterEntities(terms, reader)
        let count = try row.source.number(in: terms.contexts.newCount, &reader)
        guard count <= UInt32(Limits.entitiesPerTable - now.ids.count) else {
            throw .tooManyEntities(Int(count))
        }
        guard count > 0 else { return }
        reference.removeAll(keepingCapacity: true)
        let width = now.width
        if old.ids.isEmpty {
            reference.append(contentsOf: repeatElement(0, count: width))
        } else {
            reference.append(contentsOf: old.words[((old.ids.count - 1) * width)...])
        }
        var last = old.ids.last ?? .max
        var turned: UInt32 = 0
        for _ in 0..<count {
            row.enterEntities(terms, reader)
            let gap = try row.source.number(in: terms.contexts.newGap, &reader)
            guard gap <= UInt32(UInt16.max), turned + gap < 1 << 16 else {
                throw .badPlace(Int(gap))
            }
            turned += gap + 1
            last = last &+ UInt16(gap) &+ 1
            try row.readNew(&reference, terms, &reader)
            guard now.insert(last, reference) else { throw .duplicateEntity(last) }
        }
    }
}
