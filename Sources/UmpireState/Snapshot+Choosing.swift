extension Snapshot {
    /// Becomes what `held` is when it takes the chosen rows and the scalars of `now`, and loses the
    /// rows that `now` has not.
    ///
    /// `isChosen` has a value for each row of `now`, table by table. Rows that are in neither
    /// `held` nor the choice stay out. Allocates only while its memory grows.
    package mutating func become(
        _ held: borrowing Snapshot, choosing isChosen: borrowing [Bool],
        of now: borrowing Snapshot
    ) {
        tick = now.tick
        copyScalars(of: now)
        var first = 0
        for index in tables.indices {
            tables[index].become(
                held.tables[index], choosing: isChosen, from: first, of: now.tables[index])
            first += now.tables[index].ids.count
        }
    }
}

extension TableRows {
    fileprivate mutating func become(
        _ held: borrowing TableRows, choosing isChosen: borrowing [Bool], from first: Int,
        of now: borrowing TableRows
    ) {
        reset(width: now.width)
        var past = 0
        for index in now.ids.indices {
            let id = now.ids[index]
            while past < held.ids.count && held.ids[past] < id { past += 1 }
            if isChosen[first + index] {
                append(id, now.words, at: index)
            } else if past < held.ids.count && held.ids[past] == id {
                append(id, held.words, at: past)
            }
        }
    }

    private mutating func append(_ id: UInt16, _ from: borrowing [UInt32], at index: Int) {
        ids.append(id)
        for column in 0..<width { words.append(from[index * width + column]) }
    }
}
