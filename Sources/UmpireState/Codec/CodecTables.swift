/// How symbols become bits.
public enum CodecMode: UInt8, Sendable, CaseIterable {
    /// Prefix codes: the least time.
    case speed
    /// An adaptive range coder: the fewest bytes.
    case dense
}

/// What encoder and decoder assume of each context during an epoch.
///
/// Epoch 0 is a formula; a room trains the ones after it from what it counted, and tells its
/// clients.
public struct CodecTables: Sendable, Equatable {
    /// For which mode they are.
    public let mode: CodecMode
    /// Their number: 0 for what is assumed without training.
    public internal(set) var epoch: UInt8 = 0
    /// Whether quantities and rotations are predicted to move on as they did, one for each field of
    /// each table.
    var moves: [[Bool]]
    /// Contexts that training changed, in the order of the plan.
    var isTrained: [Bool]
    /// Speed mode: the length of each symbol's code, by its place.
    private(set) var lengths: [UInt8] = []
    /// Dense mode: the probability, of 65,536, that the node's next bit is 1.
    private(set) var nodes: [UInt16] = []

    /// The longest code of a symbol.
    static let longestCode = 9

    /// What is assumed without training.
    public init(_ plan: borrowing CodecPlan, mode: CodecMode) {
        self.mode = mode
        moves = plan.tables.map { $0.fields.map(\.isPredicted) }
        isTrained = [Bool](repeating: false, count: plan.contexts.count)
        switch mode {
        case .speed:
            lengths.reserveCapacity(plan.places)
            for context in plan.contexts { lengths += context.shape.allLengths }
        case .dense:
            nodes = [UInt16](repeating: 1 << 15, count: plan.places)
        }
    }

    mutating func setLengths(_ context: ContextPlan, _ symbols: [UInt8]) {
        for (symbol, length) in symbols.enumerated() { setLength(context.start + symbol, length) }
    }

    mutating func setLength(_ place: Int, _ length: UInt8) { lengths[place] = length }

    /// Makes the probabilities of a tree those of symbols with these weights, as near as shares
    /// are.
    mutating func setNodes(_ context: ContextPlan, weights: [UInt32]) {
        let sums = context.shape.tree.sums(of: weights)
        for node in 1...context.shape.tree.nodes {
            let all = sums[2 * node] + sums[2 * node + 1]
            let share = all == 0 ? 128 : sums[2 * node + 1] * 256 / all
            setNode(context.start + node, CodecTables.nearestShare(Int(share)))
        }
    }

    /// Gives a node the share with this index.
    mutating func setNode(_ place: Int, _ index: Int) {
        nodes[place] = UInt16(CodecTables.shares[index]) << 8
    }

    /// Probabilities that a trained node may have, in 256ths: what 5 bits in a tables frame say.
    ///
    /// They lie evenly in the logarithm of the odds, up to rounding.
    static let shares: [UInt8] = [
        1, 2, 3, 4, 6, 8, 11, 15, 20, 26, 34, 44, 56, 70, 86, 103,
        121, 139, 156, 172, 187, 200, 211, 221, 229, 235, 240, 244, 247, 250, 252, 254,
    ]

    /// The index of the share that is nearest, the lower of two.
    static func nearestShare(_ share: Int) -> Int {
        var best = 0
        for index in shares.indices
        where abs(Int(shares[index]) - share) < abs(Int(shares[best]) - share) {
            best = index
        }
        return best
    }

    /// What counted symbols of a context cost in dense mode, in 256ths of a bit.
    func cost(of counts: [UInt32], in context: ContextPlan) -> Int {
        let tree = context.shape.tree
        let sums = tree.sums(of: counts[context.start..<(context.start + context.symbols)])
        var cost = 0
        for node in 1...tree.nodes {
            let share = UInt32(nodes[context.start + node])
            cost += Int(sums[2 * node + 1]) * CodecTables.bits(of: share)
            cost += Int(sums[2 * node]) * CodecTables.bits(of: 65_536 - share)
        }
        return cost
    }

    /// How much a branch of this probability, of 65,536, costs, in 256ths of a bit: the logarithm
    /// is a straight line between powers of two.
    private static func bits(of probability: UInt32) -> Int {
        let top = 31 - max(1, probability).leadingZeroBitCount
        return (16 - top) * 256 - ((Int(max(1, probability)) << 8) >> top) + 256
    }
}
