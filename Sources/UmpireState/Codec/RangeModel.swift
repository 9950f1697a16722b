/// What the decisions of dense mode begin each packet with: the shapes of the contexts' trees, and
/// the probabilities of the epoch.
struct RangeTrees: Sendable {
    private let prior: [UInt16]
    /// As in `CodecPlan`.
    let children: [UInt8]
    let paths: [UInt16]

    init(_ plan: CodecPlan, _ tables: CodecTables) {
        children = plan.children
        paths = plan.paths
        prior = tables.nodes
    }

    /// The probabilities before a packet.
    var model: RangeModel { RangeModel(prior) }

    /// Copies the tree of a context, 2^`bits` places, into `nodes`.
    @inline(__always)
    fileprivate func copy(_ context: Int, bits: Int, into nodes: inout [UInt16]) {
        let prior = prior.span
        var nodes = nodes.mutableSpan
        for place in context..<(context + (1 << bits)) { nodes[place] = prior[place] }
    }
}

/// The probabilities of dense mode during one packet: the epoch's, moved by what the packet showed.
///
/// A context's tree is copied from the epoch's tables when a packet first meets it, so that
/// beginning a packet costs nothing.
struct RangeModel: Sendable {
    /// The probability of each node, of 65,536, that its bit is 1.
    var nodes: [UInt16]
    /// The packet in which a context was met last, by its start.
    private var met: [UInt32]
    private var packet: UInt32 = 0

    /// Bits by which a probability moves: an error of 1/32 is corrected by each symbol.
    private static let rate: UInt32 = 5

    fileprivate init(_ prior: [UInt16]) {
        nodes = prior
        met = [UInt32](repeating: 0, count: prior.count)
    }

    mutating func begin() {
        packet &+= 1
        guard packet == 0 else { return }
        for index in met.indices { met[index] = 0 }
        packet = 1
    }

    /// Makes the tree of a context, 2^`bits` places, that of the epoch if this packet has not met
    /// it yet.
    @inline(__always)
    mutating func meet(_ context: Int, bits: Int, _ trees: borrowing RangeTrees) {
        guard met[context] != packet else { return }
        met[context] = packet
        trees.copy(context, bits: bits, into: &nodes)
    }

    /// What a probability becomes by the bit that came: a step towards 65,536 by 1, towards 0 by 0.
    ///
    /// No branch, which would be guessed wrong as often as the bit.
    @inline(__always)
    static func learned(_ probability: UInt32, _ bit: UInt32) -> UInt16 {
        // All ones for 1.
        let up = 0 &- bit
        // 65,536 − probability, or the probability itself.
        let rest = (probability ^ up) &+ (up & 65_537)
        return UInt16(truncatingIfNeeded: probability &+ (((rest >> rate) ^ ~up) &- ~up))
    }
}
