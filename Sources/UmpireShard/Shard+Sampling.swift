import UmpireBasics
import UmpireRoom
import UmpireState

// What the bytes of snapshots are spent for, by table and field.

extension Shard {
    /// What the bits of `ShardCounters.sampledBits` are spent for; empty when no packets are
    /// looked at.
    package var sampledParts: [(table: String, field: String)] {
        let parts = sampling?.parts ?? []
        let names = parts.prefix(Limits.sampledParts).map { ($0.table, $0.field) }
        return parts.count > names.count ? names.dropLast() + [("rest", "rest")] : names
    }

    /// Lets a room keep a packet, if it is time for one.
    mutating func beginSampling(_ room: Room, at now: Instant) {
        guard sampling != nil else { return }
        room.sample(after: sampling?.packetsToPass(at: now))
    }

    /// Looks at the packet that the room kept, if it did.
    mutating func endSampling(_ room: Room, at now: Instant) {
        guard sampling != nil else { return }
        if let left = room.packetsToSample {
            sampling?.pass(left: left)
        } else if let sample = room.takeSample() {
            sampling?.look(at: sample, of: room.settings.id, at: now)
            counters.sampledSnapshots = sampling?.count ?? 0
            counters.sampledBits = Shard.bits(of: sampling?.parts ?? [])
        }
    }

    /// The bits of all parts; those beyond the limit are part of the last number.
    private static func bits(of parts: [FieldBits.Part]) -> [Int] {
        var bits = parts.prefix(Limits.sampledParts).map(\.bits)
        for part in parts.dropFirst(Limits.sampledParts) { bits[bits.count - 1] += part.bits }
        return bits
    }
}
