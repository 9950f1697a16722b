/// Times and sizes of one mode against one baseline, summed over snapshots.
struct Measurement {
    var snapshots = 0
    var packetBytes = 0
    /// Nanoseconds in all; of each snapshot the median of some runs, which an interruption by the
    /// system does not change.
    var encodeTotal = 0.0
    var decodeTotal = 0.0
    var keyframes = 0
    var keyframeBytes = 0
    /// Nanoseconds for 32 clients, and of how many snapshots.
    var sharedTotal = 0.0
    var separateTotal = 0.0
    var sharings = 0

    /// Adds what was measured elsewhere.
    mutating func add(_ other: Measurement) {
        snapshots += other.snapshots
        packetBytes += other.packetBytes
        encodeTotal += other.encodeTotal
        decodeTotal += other.decodeTotal
        keyframes += other.keyframes
        keyframeBytes += other.keyframeBytes
        sharedTotal += other.sharedTotal
        separateTotal += other.separateTotal
        sharings += other.sharings
    }

    var encodeNanoseconds: Double { encodeTotal / Double(max(1, snapshots)) }
    var decodeNanoseconds: Double { decodeTotal / Double(max(1, snapshots)) }
}

extension [Double] {
    var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}

private let clock = ContinuousClock()

/// Nanoseconds that `work` takes.
func nanoseconds(_ work: () throws -> Void) rethrows -> Double {
    let begun = clock.now
    try work()
    let parts = (clock.now - begun).components
    return Double(parts.seconds) * 1e9 + Double(parts.attoseconds) / 1e9
}
