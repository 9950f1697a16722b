import UmpireBasics
import UmpireGame
import UmpireRoom
import UmpireState

/// Which packets of a shard are looked at, and what their bytes were spent for.
///
/// One packet in 64 on average, and no more than a few a second: looking takes about as long as a
/// client takes to decode the packet, and longer after a packet of another room whose codec has
/// learnt other tables. How many are passed by differs each time, so that no client of a room is
/// looked at more often than another.
struct PacketSampling: Sendable {
    private var fields: FieldBits
    private var random = GameRandom(seed: 0, stream: 64)
    private var left: Int?
    private var next: Instant
    /// Packets that were looked at.
    private(set) var count = 0

    init(_ game: AnyGame, at now: Instant) {
        fields = FieldBits(game.description)
        next = now
    }

    /// What bytes are spent for, in the order of the schema, and for how many so far.
    var parts: [FieldBits.Part] { fields.parts }

    /// How many packets go by before one is looked at; nil: none for the time being.
    mutating func packetsToPass(at now: Instant) -> Int? {
        guard now >= next else { return nil }
        if left == nil {
            left = random.int(in: 1...(2 * Limits.packetsPerSample - 1))
        }
        return left
    }

    /// Notes that so many packets are left of those that go by.
    mutating func pass(left packets: Int) { left = packets }

    /// Looks at a packet of a room.
    mutating func look(at sample: borrowing PacketSample, of room: RoomID, at now: Instant) {
        left = nil
        next = now.advanced(byMilliseconds: 1_000 / Limits.packetSamplesPerSecond)
        let number = UInt64(sample.tablesNumber)
        let isDense = sample.tables.mode == .dense
        // Two numbers for what rooms begin with, and one for each room's own.
        let key = number == 0 ? isDense ? 1 : 0 : (UInt64(room.rawValue) + 1) << 32 | number
        if sample.measure(into: &fields, key: key) { count += 1 }
    }
}
