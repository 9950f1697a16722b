import UmpireState

/// The newest snapshots of a stream, and none older than the modes need.
struct History {
    private var ring: [Snapshot]
    private var newest = -1

    init(_ shape: WorldShape, length: Int) {
        ring = [Snapshot](repeating: Snapshot(shape: shape), count: length)
    }

    /// Takes the next snapshot of `source`.
    mutating func advance(_ source: inout any SnapshotSource) throws {
        newest += 1
        try source.next(into: &ring[newest % ring.count])
    }

    /// The snapshot that is `age` older than the newest, or nil when there was none.
    subscript(age: Int) -> Snapshot? {
        age <= newest && age < ring.count ? ring[(newest - age) % ring.count] : nil
    }
}
