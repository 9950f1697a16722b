import UmpireBasics

/// The links of a shard by their connections' numbers, which the shell keeps small and dense.
///
/// It lies in pages: an array would be copied as a whole when it grows, and then hold up to twice
/// the memory that it needs.
struct LinkTable: Sendable {
    private static let linksPerPage = 128
    private var pages: [ContiguousArray<Link?>] = []
    /// How many there are.
    private(set) var count = 0

    /// The connections that there are, in order of their numbers.
    var connections: [ConnectionID] {
        var connections: [ConnectionID] = []
        connections.reserveCapacity(count)
        for (number, page) in pages.enumerated() {
            for (slot, link) in page.enumerated() where link != nil {
                connections.append(ConnectionID(UInt32(number * LinkTable.linksPerPage + slot)))
            }
        }
        return connections
    }

    /// The link of a connection; changed in its place.
    subscript(connection: ConnectionID) -> Link? {
        get {
            let (page, slot) = LinkTable.place(connection)
            return page < pages.count ? pages[page][slot] : nil
        }
        _modify {
            let (page, slot) = LinkTable.place(connection)
            while pages.count <= page {
                pages.append(ContiguousArray(repeating: nil, count: LinkTable.linksPerPage))
            }
            let before = pages[page][slot] == nil ? 0 : 1
            defer { count += (pages[page][slot] == nil ? 0 : 1) - before }
            yield &pages[page][slot]
        }
    }

    /// Takes an input frame into account; nil when the connection is unknown.
    ///
    /// Not by the subscript: changing through it allocates, and this is done for each input.
    mutating func admitInput(
        from connection: ConnectionID, _ rates: LinkRates, at now: Instant
    ) -> Link.InputAdmission? {
        let (page, slot) = LinkTable.place(connection)
        guard page < pages.count else { return nil }
        return pages[page][slot]?.admitInput(rates, at: now)
    }

    private static func place(_ connection: ConnectionID) -> (page: Int, slot: Int) {
        let number = Int(connection.rawValue)
        return (number / linksPerPage, number % linksPerPage)
    }
}
