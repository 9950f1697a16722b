import UmpireBasics

/// Whose input is due when, in order.
///
/// All bots have the same period, so a new due nearly always belongs at the end: a ring, not a
/// heap.
struct BeatQueue {
    struct Beat {
        let due: Instant
        let bot: Int
        let number: Int
    }

    private var ring: [Beat?] = [Beat?](repeating: nil, count: 16)
    private var first = 0
    private(set) var count = 0

    /// When the first is due.
    var next: Instant? { ring[first]?.due }

    mutating func insert(_ beat: Beat) {
        if count == ring.count { grow() }
        let mask = ring.count - 1
        var place = (first + count) & mask
        count += 1
        var before = (place - 1) & mask
        var left = count - 1
        while left > 0, let other = ring[before], other.due > beat.due {
            ring[place] = other
            place = before
            before = (before - 1) & mask
            left -= 1
        }
        ring[place] = beat
    }

    /// Takes the first out if it is due at `now`.
    mutating func take(at now: Instant) -> Beat? {
        guard let beat = ring[first], beat.due <= now else { return nil }
        ring[first] = nil
        first = (first + 1) & (ring.count - 1)
        count -= 1
        return beat
    }

    private mutating func grow() {
        var larger = [Beat?](repeating: nil, count: ring.count * 2)
        for index in 0..<count { larger[index] = ring[(first + index) & (ring.count - 1)] }
        ring = larger
        first = 0
    }
}
