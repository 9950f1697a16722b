import UmpireBasics
import UmpireNetwork

/// One direction of a virtual connection: a queue in order of arrival.
struct VirtualLane {
    private var shaper: LinkShaper
    private var ring: ContiguousArray<VirtualPacket> = []
    private var first = 0
    private(set) var count = 0
    /// Whether it stands in the network's agenda.
    var isScheduled = false

    init(_ shaper: LinkShaper) { self.shaper = shaper }

    /// When the next packet arrives.
    var next: Instant? { count == 0 ? nil : ring[first].due }

    /// What the network holds back of what was sent.
    func unsentBytes(at now: Instant) -> Int { shaper.unsentBytes(at: now) }

    /// When nothing is held back any more.
    func drained(after now: Instant) -> Instant? { shaper.drained(after: now) }

    mutating func append(_ packet: VirtualPacket, at now: Instant) {
        var packet = packet
        packet.due = shaper.arrival(ofBytes: packet.byteCount, at: now)
        if count == ring.count { grow(packet) }
        ring[(first + count) & (ring.count - 1)] = packet
        count += 1
    }

    mutating func take() -> VirtualPacket? {
        guard count > 0 else { return nil }
        let packet = ring[first]
        first = (first + 1) & (ring.count - 1)
        count -= 1
        return packet
    }

    /// Bytes of packets that have arrived and wait for somebody to read them.
    func unreadBytes(at now: Instant) -> Int {
        var bytes = 0
        for index in 0..<count {
            let packet = ring[(first + index) & (ring.count - 1)]
            if packet.due <= now { bytes += packet.byteCount }
        }
        return bytes
    }

    private mutating func grow(_ filler: VirtualPacket) {
        var larger = ContiguousArray(repeating: filler, count: max(8, ring.count * 2))
        for index in 0..<count { larger[index] = ring[(first + index) & (ring.count - 1)] }
        ring = larger
        first = 0
    }
}
