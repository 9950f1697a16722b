/// The rows of a table by who holds them, an owner or a team: sorted by counting.
struct InterestIndex: Sendable {
    private var starts: [Int] = []
    private var rows: [UInt16] = []

    /// Sorts the rows by `holders`; one that is not below `keys` holds nothing.
    mutating func build(_ holders: [UInt16], keys: Int) {
        starts.removeAll(keepingCapacity: true)
        starts.append(contentsOf: repeatElement(0, count: keys + 2))
        // Two places to the right, so that after the second walk each start is in its own place.
        for holder in holders where Int(holder) < keys { starts[Int(holder) + 2] += 1 }
        for key in 0..<keys { starts[key + 2] += starts[key + 1] }
        rows.removeAll(keepingCapacity: true)
        rows.append(contentsOf: repeatElement(0, count: starts[keys + 1]))
        for row in holders.indices where Int(holders[row]) < keys {
            let key = Int(holders[row])
            rows[starts[key + 1]] = UInt16(row)
            starts[key + 1] += 1
        }
    }

    /// The places of a holder's rows, for `row(at:)`; empty for a holder that it does not know.
    func places(of holder: Int) -> Range<Int> {
        holder + 1 < starts.count - 1 ? starts[holder]..<starts[holder + 1] : 0..<0
    }

    /// The row at a place.
    func row(at place: Int) -> Int { Int(rows[place]) }
}
