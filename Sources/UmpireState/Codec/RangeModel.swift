/// The probabilities of dense mode during one packet: the epoch's, moved by what the packet showed.
///
/// A context's tree is copied from the epoch's tables when a packet first meets it, so that
/// beginning a packet costs nothing.
struct RangeModel: Sendable {
    private let prior: [UInt16]
    private var nodes: [UInt16]
    /// The packet in which a context was met last, by its start.
    private var met: [UInt32]
    private var packet: UInt32 = 0

    /// Bits by which a probability moves: an error of 1/32 is corrected by each symbol.
    private static let rate: UInt32 = 5

    init(_ tables: CodecTables) {
        prior = tables.nodes
        nodes = tables.nodes
        met = [UInt32](repeating: 0, count: tables.nodes.count)
    }

    mutating func begin() {
        packet &+= 1
        guard packet == 0 else { return }
        for index in met.indices { met[index] = 0 }
        packet = 1
    }

    /// Makes the tree of a context, 2^bits places, that of the epoch if this packet has not met it
    /// yet.
    @inline(__always)
    mutating func meet(_ context: Int, bits: Int) {
        guard met[context] != packet else { return }
        met[context] = packet
        for place in context..<(context + (1 << bits)) { nodes[place] = prior[place] }
    }

    /// The probability, of 65,536, that this node's bit is 1, before it learns the bit that came.
    @inline(__always)
    mutating func learn(_ bit: Bool, at node: Int) -> UInt32 {
        let probability = UInt32(nodes[node])
        nodes[node] = RangeModel.learned(probability, bit)
        return probability
    }

    /// The probability, of 65,536, that this node's bit is 1.
    @inline(__always)
    func probability(_ node: Int) -> UInt32 { UInt32(nodes[node]) }

    /// What a probability becomes by the bit that came.
    @inline(__always)
    private static func learned(_ probability: UInt32, _ bit: Bool) -> UInt16 {
        UInt16(
            truncatingIfNeeded: bit
                ? probability + ((65_536 - probability) >> rate)
                : probability - (probability >> rate))
    }
}
