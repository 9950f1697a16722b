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
    /// Whether quantities are predicted to move on as they did, one for each field of each table.
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
        moves = plan.tables.map { $0.fields.map(\.isQuantity) }
        isTrained = [Bool](repeating: false, count: plan.contexts.count)
        switch mode {
        case .speed:
            lengths = [UInt8](repeating: 0, count: plan.places)
            for context in plan.contexts { setLengths(context, context.lengths) }
        case .dense:
            nodes = [UInt16](repeating: 1 << 15, count: plan.places)
            for context in plan.contexts {
                setNodes(context, weights: context.lengths.map { 512 >> UInt32($0) })
            }
        }
    }

    mutating func setLengths(_ context: ContextPlan, _ symbols: [UInt8]) {
        for (symbol, length) in symbols.enumerated() { setLength(context.start + symbol, length) }
    }

    mutating func setLength(_ place: Int, _ length: UInt8) { lengths[place] = length }

    /// Makes the probabilities of a tree those of symbols with these weights, in 256ths or, after
    /// training, the nearest share.
    mutating func setNodes(_ context: ContextPlan, weights: [UInt32], isTrained: Bool = false) {
        let leaves = 1 << context.bits
        var sums = [UInt64](repeating: 0, count: 2 * leaves)
        for (symbol, weight) in weights.enumerated() { sums[leaves + symbol] = UInt64(weight) }
        for node in stride(from: leaves - 1, to: 0, by: -1) {
            sums[node] = sums[2 * node] + sums[2 * node + 1]
            let share = sums[node] == 0 ? 128 : (sums[2 * node + 1] * 256) / sums[node]
            let byte = UInt8(min(255, max(1, share)))
            guard isTrained else {
                setNode(context.start + node, byte)
                continue
            }
            if CodecTables.isFork(node, context) {
                setNode(
                    context.start + node, CodecTables.shares[CodecTables.nearestShare(byte)])
            }
        }
    }

    mutating func setNode(_ place: Int, _ share: UInt8) { nodes[place] = UInt16(share) << 8 }

    /// Probabilities that a trained node may have, in 256ths: what 4 bits in a tables frame say.
    static let shares: [UInt8] = [
        2, 6, 12, 20, 32, 48, 72, 104, 152, 184, 208, 224, 236, 244, 250, 254,
    ]

    /// The index of the share that is nearest, the lower of two.
    static func nearestShare(_ share: UInt8) -> Int {
        var best = 0
        for index in shares.indices
        where abs(Int(shares[index]) - Int(share)) < abs(Int(shares[best]) - Int(share)) {
            best = index
        }
        return best
    }

    /// Whether both branches of a node lead to symbols; only such nodes are trained.
    static func isFork(_ node: Int, _ context: ContextPlan) -> Bool {
        // The lowest symbol of the branch 1.
        var leaf = 2 * node + 1
        while leaf < 1 << context.bits { leaf *= 2 }
        return leaf - (1 << context.bits) < context.symbols
    }

    /// What counted symbols of a context cost in dense mode, in 256ths of a bit.
    func cost(of counts: [UInt32], in context: ContextPlan) -> Int {
        let leaves = 1 << context.bits
        var sums = [Int](repeating: 0, count: 2 * leaves)
        for symbol in 0..<context.symbols {
            sums[leaves + symbol] = Int(counts[context.start + symbol])
        }
        var cost = 0
        for node in stride(from: leaves - 1, to: 0, by: -1) {
            sums[node] = sums[2 * node] + sums[2 * node + 1]
            let share = UInt32(nodes[context.start + node])
            cost += sums[2 * node + 1] * CodecTables.bits(of: share)
            cost += sums[2 * node] * CodecTables.bits(of: 65_536 - share)
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
