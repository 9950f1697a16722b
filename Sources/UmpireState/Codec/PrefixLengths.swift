/// Optimal lengths of a prefix code with a longest length.
///
/// Package-merge: L. Larmore and D. Hirschberg, *A fast algorithm for optimal length-limited
/// Huffman codes* (1990), with the packages left folded: of each level only the weights are kept,
/// and which are single symbols. Ties go to the lower symbol, and to single symbols, so that each
/// machine gets the same lengths. Reused, it allocates only while it grows.
struct PrefixLengths {
    /// The lengths that were found last.
    private(set) var lengths: [UInt8] = []
    private var order: [Int] = []
    private var packages: [UInt64] = []
    private var isSymbol: [Bool] = []

    /// Finds the lengths of symbols with these weights, none of which is 0; at least two symbols.
    mutating func find(_ weights: [UInt32], atMost longest: Int) {
        order.removeAll(keepingCapacity: true)
        order.append(contentsOf: weights.indices)
        order.sort { (weights[$0], $0) < (weights[$1], $1) }
        // Levels one behind the other, each with at most twice as many packages as symbols.
        let room = 2 * order.count
        packages.removeAll(keepingCapacity: true)
        packages.append(contentsOf: repeatElement(0, count: room * longest))
        isSymbol.removeAll(keepingCapacity: true)
        isSymbol.append(contentsOf: repeatElement(false, count: room * longest))
        var count = 0
        for level in 0..<longest { count = merge(weights, level, room, pairs: count / 2) }
        lengths.removeAll(keepingCapacity: true)
        lengths.append(contentsOf: repeatElement(0, count: weights.count))
        var taken = 2 * order.count - 2
        for level in stride(from: longest - 1, through: 0, by: -1) {
            let start = level * room
            var symbols = 0
            for index in start..<(start + taken) where isSymbol[index] { symbols += 1 }
            // The lightest symbols are in it, once more each.
            for index in 0..<symbols { lengths[order[index]] += 1 }
            taken = 2 * (taken - symbols)
        }
    }

    /// Merges the symbols with the pairs of the level below, by weight; returns how many these are.
    private mutating func merge(
        _ weights: [UInt32], _ level: Int, _ room: Int, pairs: Int
    ) -> Int {
        let (start, below) = (level * room, (level - 1) * room)
        var (symbol, pair, count) = (0, 0, 0)
        while symbol < order.count || pair < pairs {
            let single = symbol < order.count ? UInt64(weights[order[symbol]]) : .max
            let double =
                pair < pairs ? packages[below + 2 * pair] + packages[below + 2 * pair + 1] : .max
            isSymbol[start + count] = single <= double
            packages[start + count] = min(single, double)
            if single <= double { symbol += 1 } else { pair += 1 }
            count += 1
        }
        return count
    }
}
