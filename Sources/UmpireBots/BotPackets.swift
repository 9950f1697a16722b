import UmpireBasics

/// Bytes on their way over a slow network, in order of arrival.
struct BotPackets {
    private struct Packet {
        let due: Instant
        let byteCount: Int
    }

    private var bytes: [UInt8] = []
    private var firstByte = 0
    private var packets: [Packet] = []
    private var firstPacket = 0

    var isEmpty: Bool { firstPacket == packets.count }

    /// Bytes on their way.
    var byteCount: Int { bytes.count - firstByte }

    /// When the next ones arrive.
    var due: Instant? { isEmpty ? nil : packets[firstPacket].due }

    mutating func append(_ packet: UnsafeRawBufferPointer, due: Instant) {
        bytes.append(contentsOf: packet)
        packets.append(Packet(due: due, byteCount: packet.count))
    }

    /// Moves the next packet into `room` if it has arrived, and returns its bytes there.
    ///
    /// No packet is longer than `room`.
    mutating func take(
        at now: Instant, into room: UnsafeMutableRawBufferPointer
    ) -> UnsafeMutableRawBufferPointer? {
        guard let due, due <= now else { return nil }
        let count = min(packets[firstPacket].byteCount, room.count)
        bytes.withUnsafeBytes { bytes in
            room.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[firstByte..<(firstByte + count)]))
        }
        firstByte += packets[firstPacket].byteCount
        firstPacket += 1
        compact()
        return UnsafeMutableRawBufferPointer(rebasing: room[..<count])
    }

    mutating func removeAll() { self = BotPackets() }

    /// Moves what is left to the front only after as much was taken, so that taking stays cheap.
    private mutating func compact() {
        if isEmpty {
            bytes.removeAll(keepingCapacity: true)
            packets.removeAll(keepingCapacity: true)
            (firstByte, firstPacket) = (0, 0)
        } else if firstByte > bytes.count / 2 {
            bytes.removeFirst(firstByte)
            packets.removeFirst(firstPacket)
            (firstByte, firstPacket) = (0, 0)
        }
    }
}
