import UmpireBasics
import UmpireNetwork

/// TCP as a game sees it: ordered, reliable connections over the networks of players.
struct VirtualNetwork {
    /// Where a packet goes.
    enum End: UInt8 {
        case server
        case client
    }

    /// A packet that arrives.
    struct Arrival {
        let wire: Int
        let end: End
        let packet: VirtualPacket
    }

    /// A lane with something on its way; one entry each, since lanes are in order.
    private struct Departure {
        let wire: Int32
        let number: Int32
        let end: End
    }

    private var wires = BotSlots<VirtualWire>()
    var chunks = VirtualChunks()
    private var agenda = Agenda<Departure>()
    private var opened = 0
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    /// When the next packet arrives.
    var next: Instant? { agenda.next }

    /// Connections whose both ends are not done yet.
    var count: Int { wires.count }

    /// Whether there is a wire in this place.
    func holds(_ wire: Int) -> Bool { wires.holds(wire) }

    /// Whether there is the wire with this number in this place.
    func holds(_ wire: Int, number: Int) -> Bool {
        wires.holds(wire) && wires[wire].number == number
    }

    /// A wire that is there, read and changed in its place.
    subscript(wire: Int) -> VirtualWire {
        _read { yield wires[wire] }
        _modify { yield &wires[wire] }
    }

    /// A new connection for a bot; its first packet is still to be sent.
    mutating func connect(_ bot: Int, _ profile: NetworkProfile, at now: Instant) -> Int {
        opened += 1
        return wires.insert(
            VirtualWire(
                bot: bot, number: opened, profile, seed: GameRandom.mix(seed, UInt64(opened)),
                at: now))
    }

    /// Puts a packet on its way.
    mutating func send(_ packet: VirtualPacket, on wire: Int, to end: End, at now: Instant) {
        guard wires.holds(wire), !wires[wire].isHole else { return }
        if packet.chunk >= 0 { chunks.retain(Int(packet.chunk)) }
        switch end {
        case .server: wires[wire].up.append(packet, at: now)
        case .client: wires[wire].down.append(packet, at: now)
        }
        schedule(wire, end)
    }

    /// Takes the packet that has arrived; give its chunk back when it is read.
    mutating func take(at now: Instant) -> Arrival? {
        while let (departure, _) = agenda.take(at: now) {
            let wire = Int(departure.wire)
            guard holds(wire, number: Int(departure.number)),
                let packet = takePacket(wire, departure.end)
            else { continue }
            schedule(wire, departure.end)
            return Arrival(wire: wire, end: departure.end, packet: packet)
        }
        return nil
    }

    private mutating func takePacket(_ wire: Int, _ end: End) -> VirtualPacket? {
        switch end {
        case .server:
            wires[wire].up.isScheduled = false
            return wires[wire].up.take()
        case .client:
            wires[wire].down.isScheduled = false
            guard wires[wire].isReading else { return nil }
            return wires[wire].down.take()
        }
    }

    /// Notes when the first packet of a lane arrives.
    mutating func schedule(_ wire: Int, _ end: End) {
        let next: Instant?
        switch end {
        case .server:
            guard !wires[wire].up.isScheduled else { return }
            next = wires[wire].up.next
            if next != nil { wires[wire].up.isScheduled = true }
        case .client:
            guard !wires[wire].down.isScheduled, wires[wire].isReading else { return }
            next = wires[wire].down.next
            if next != nil { wires[wire].down.isScheduled = true }
        }
        guard let next else { return }
        agenda.insert(
            Departure(
                wire: Int32(wire), number: Int32(truncatingIfNeeded: wires[wire].number), end: end),
            due: next)
    }

    /// Both ends are done with a wire; what is still on its way is nobody's.
    mutating func forget(_ wire: Int) {
        guard wires.holds(wire) else { return }
        while let packet = wires[wire].up.take() { chunks.release(Int(packet.chunk)) }
        while let packet = wires[wire].down.take() { chunks.release(Int(packet.chunk)) }
        wires.remove(wire)
    }
}
