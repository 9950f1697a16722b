/// The decisions that tell the symbols of a context apart in dense mode: a tree of the shape of the
/// context's prefix code before training, so that likely symbols take few of them.
///
/// Its inner nodes are numbered from the root, 1, level by level, in each level from the lower code
/// to the higher.
struct DecisionTree: Sendable {
    /// By 2 × node + bit: the next node, or a symbol with `leaf` set.
    private(set) var children: [UInt8]
    /// By symbol: the bits that lead to it, the first one lowest, above their number in four bits.
    private(set) var paths: [UInt16]

    /// Marks a symbol among the children.
    static let leaf: UInt8 = 0x80

    /// The tree of a complete code with these lengths, 1 to 9, of up to 32 symbols.
    init(_ lengths: [UInt8]) {
        children = [0, 0]
        paths = [UInt16](repeating: 0, count: lengths.count)
        /// Bits that lead to the nodes of the level, in order.
        var level: [UInt16] = [0]
        for length in 1...CodecTables.longestCode where !level.isEmpty {
            let first = children.count / 2
            children += [UInt8](repeating: 0, count: 2 * level.count)
            let ends = lengths.indices.filter { lengths[$0] == length }
            var deeper: [UInt16] = []
            for (place, bits) in level.flatMap({ [$0, $0 | 1 << UInt16(length - 1)] }).enumerated()
            {
                guard place < ends.count else {
                    children[2 * first + place] = UInt8(first + level.count + deeper.count)
                    deeper.append(bits)
                    continue
                }
                children[2 * first + place] = DecisionTree.leaf | UInt8(ends[place])
                paths[ends[place]] = bits << 4 | UInt16(length)
            }
            level = deeper
        }
    }

    /// How many inner nodes there are: one less than symbols.
    var nodes: Int { children.count / 2 - 1 }

    /// What the branches of each inner node count together, by 2 × node + bit.
    func sums(of counts: some Collection<UInt32>) -> [UInt64] {
        let counts = Array(counts)
        var sums = [UInt64](repeating: 0, count: children.count)
        // Children have higher numbers than their parents.
        for branch in stride(from: children.count - 1, to: 1, by: -1) {
            let child = children[branch]
            if child & DecisionTree.leaf != 0 {
                sums[branch] = UInt64(counts[Int(child & ~DecisionTree.leaf)])
            } else {
                sums[branch] = sums[2 * Int(child)] + sums[2 * Int(child) + 1]
            }
        }
        return sums
    }
}
