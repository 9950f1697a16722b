/// Writes what changes in one table, as symbols; the order is in the article *Codec*.
///
/// ```
///   old rows   ░░ gone ░░ │ hot: changed last time too │ cold │        arrivals
///   sent       gaps       │ a symbol each              │ gaps │ gaps of ids
/// ```
struct TableWriter: Sendable {
    /// Old rows that change now or go, and the rows that come.
    private var changes = RowMatch()
    /// Old rows that changed last time.
    private var hot = RowMatch()

    mutating func write(
        _ now: borrowing TableRows, against old: borrowing TableRows,
        after older: borrowing TableRows, _ terms: borrowing TableTerms,
        _ row: inout RowWriter<some SymbolSink & Sendable>,
        _ writer: inout BitWriter
    ) {
        changes.match(old, now)
        row.enterEntities(terms, writer)
        let isChanged = !changes.places.isEmpty || !changes.arrivals.isEmpty
        row.sink.put(isChanged, in: terms.contexts.change, &writer)
        guard isChanged else { return }
        writeGone(terms, &row, &writer)
        if terms.ages.behind > 0 {
            hot.match(old, older)
            writeHot(now, old, older, terms, &row, &writer)
        } else {
            hot.forget()
        }
        writeCold(now.words.span, old.words.span, terms, &row, &writer)
        writeArrivals(now, old, terms, &row, &writer)
    }

    private func writeGone(
        _ terms: borrowing TableTerms, _ row: inout RowWriter<some SymbolSink & Sendable>,
        _ writer: inout BitWriter
    ) {
        let (places, others) = (changes.places, changes.others)
        var count: UInt32 = 0
        for index in others.indices where others[index] < 0 { count += 1 }
        row.sink.put(number: count, in: terms.contexts.goneCount, &writer)
        guard count > 0 else { return }
        var next: Int32 = 0
        for index in others.indices where others[index] < 0 {
            row.sink.put(number: UInt32(places[index] - next), in: terms.contexts.goneGap, &writer)
            next = places[index] + 1
        }
    }

    private func writeHot(
        _ now: borrowing TableRows, _ old: borrowing TableRows, _ older: borrowing TableRows,
        _ terms: borrowing TableTerms, _ row: inout RowWriter<some SymbolSink & Sendable>,
        _ writer: inout BitWriter
    ) {
        let width = terms.width
        let shares = row.sharesRows(now.ids.count, terms)
        let (nowWords, oldWords, olderWords) = (now.words.span, old.words.span, older.words.span)
        let ids = old.ids.span
        let (places, others) = (changes.places, changes.others)
        var next = 0
        for index in hot.places.indices {
            let place = Int(hot.places[index])
            while next < places.count && places[next] < hot.places[index] { next += 1 }
            let isChanged = next < places.count && Int(places[next]) == place
            let current = isChanged ? Int(others[next]) : -1
            // Gone.
            if isChanged && current < 0 { continue }
            let before = Int(hot.others[index])
            let old = oldWords.row(place, width)
            let now = isChanged ? nowWords.row(current, width) : old
            let older = before < 0 ? old : olderWords.row(before, width)
            if shares {
                row.shareHot(ids[place], now, old, older, terms, &writer)
            } else {
                row.writeHot(now, old, older, terms, &writer)
            }
        }
        row.endExactRows(terms, &writer)
    }

    /// Changes that are not hot, with the cold rows between them.
    private func writeCold(
        _ now: Span<UInt32>, _ old: Span<UInt32>,
        _ terms: borrowing TableTerms,
        _ row: inout RowWriter<some SymbolSink & Sendable>, _ writer: inout BitWriter
    ) {
        let width = terms.width
        let (places, others) = (changes.places, changes.others)
        let warm = hot.places
        var count: UInt32 = 0
        var next = 0
        for index in places.indices where others[index] >= 0 {
            while next < warm.count && warm[next] < places[index] { next += 1 }
            if next >= warm.count || warm[next] > places[index] { count += 1 }
        }
        row.enterEntities(terms, writer)
        row.sink.put(number: count, in: terms.contexts.coldCount, &writer)
        guard count > 0 else { return }
        next = 0
        /// The place behind the last change, less the rows before it that are hot or gone.
        var begin: Int32 = 0
        var passed: Int32 = 0
        for index in places.indices {
            while next < warm.count && warm[next] < places[index] {
                next += 1
                passed += 1
            }
            if next < warm.count && warm[next] == places[index] { continue }
            guard others[index] >= 0 else {
                passed += 1
                continue
            }
            row.enterEntities(terms, writer)
            let rank = places[index] - passed
            row.sink.put(number: UInt32(rank - begin), in: terms.contexts.coldGap, &writer)
            row.writeCold(
                now.row(Int(others[index]), width), old.row(Int(places[index]), width), terms,
                &writer)
            begin = rank + 1
        }
    }

    /// Ids go round in a circle, which begins behind the greatest old one.
    private func writeArrivals(
        _ now: borrowing TableRows, _ old: borrowing TableRows,
        _ terms: borrowing TableTerms,
        _ row: inout RowWriter<some SymbolSink & Sendable>, _ writer: inout BitWriter
    ) {
        let width = terms.width
        let arrivals = changes.arrivals.span
        row.enterEntities(terms, writer)
        row.sink.put(number: UInt32(arrivals.count), in: terms.contexts.newCount, &writer)
        guard !arrivals.isEmpty else { return }
        let (ids, words) = (now.ids.span, now.words.span)
        var last = old.ids.last ?? .max
        var step = 0
        while step < arrivals.count && ids[Int(arrivals[step])] <= last { step += 1 }
        if step == arrivals.count { step = 0 }
        // What a new row is compared with: the one sent before it, at first the last old one.
        var reference = -1
        for _ in arrivals.indices {
            let place = Int(arrivals[step])
            row.enterEntities(terms, writer)
            let gap = UInt32(ids[place] &- last &- 1)
            row.sink.put(number: gap, in: terms.contexts.newGap, &writer)
            if reference >= 0 {
                row.writeNew(words.row(place, width), words.row(reference, width), terms, &writer)
            } else if old.ids.isEmpty {
                row.writeFirst(words.row(place, width), terms, &writer)
            } else {
                row.writeNew(
                    words.row(place, width), old.words.span.row(old.ids.count - 1, width),
                    terms, &writer)
            }
            reference = place
            last = ids[place]
            step = step + 1 == arrivals.count ? 0 : step + 1
        }
    }
}

extension Span<UInt32> {
    /// The row at a place.
    @inline(__always)
    @_lifetime(copy self)
    func row(_ place: Int, _ width: Int) -> Span<UInt32> {
        extracting((place * width)..<((place + 1) * width))
    }
}
