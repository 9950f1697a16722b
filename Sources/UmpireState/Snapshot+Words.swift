package import UmpireBasics

// Snapshots of plain words, for programs that try decoders with worlds that no game has.

extension TableRows {
    /// Rows of these ids, which ascend, with `width` words for each.
    package init(ids: [UInt16], words: [UInt32], width: Int) {
        require(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 }, "the ids of rows ascend")
        require(words.count == ids.count * width, "each id has a row")
        reset(width: width)
        self.ids += ids
        self.words += words
    }
}

extension Snapshot {
    /// A snapshot of tables and scalars that keep to the limits of their fields.
    package init(tick: Tick, tables: [TableRows], scalars: [UInt32]) {
        self.tick = tick
        self.tables = tables
        self.scalars = scalars
    }
}
