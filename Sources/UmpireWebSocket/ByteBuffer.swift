/// Bytes of a payload that arrives in pieces; no memory until the first of them.
///
/// An array would do, but its bytes have no address that outlives a closure. The two counts are
/// small because every idle connection has two buffers; `Limits` keeps messages below them.
struct ByteBuffer: ~Copyable {
    private var storage: UnsafeMutableRawPointer?
    private var allocatedBytes: UInt32 = 0
    private var usedBytes: UInt32 = 0

    /// Memory that is worth keeping between messages; more is given back.
    static let keptBytes = 256

    var count: Int { Int(usedBytes) }

    var capacity: Int { Int(allocatedBytes) }

    /// The bytes; valid until the next `append`, `room` or `clear`.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: storage, count: count) }

    /// Adds a copy of `chunk`; memory at most doubles what has really arrived.
    mutating func append(_ chunk: UnsafeRawBufferPointer) {
        guard !chunk.isEmpty else { return }
        if capacity - count < chunk.count { grow(to: max(64, capacity * 2, count + chunk.count)) }
        guard let storage else { return }
        UnsafeMutableRawBufferPointer(start: storage + count, count: chunk.count)
            .copyMemory(from: chunk)
        usedBytes += UInt32(chunk.count)
    }

    /// Memory behind the bytes to be written to; empty only when `limit` bytes are there.
    mutating func room(limit: Int) -> UnsafeMutableRawBufferPointer {
        if count == capacity, capacity < limit { grow(to: min(limit, max(1_024, capacity * 2))) }
        let free = max(0, min(capacity, limit) - count)
        return UnsafeMutableRawBufferPointer(start: storage.map { $0 + count }, count: free)
    }

    /// Makes room for `count` bytes in all.
    mutating func reserve(_ count: Int) {
        if count > capacity { grow(to: count) }
    }

    /// Counts the first `count` bytes of the room as written.
    mutating func commit(_ count: Int) { usedBytes += UInt32(count) }

    /// Forgets the bytes, and the memory of a large message.
    mutating func clear(keeping keptBytes: Int = keptBytes) {
        usedBytes = 0
        if capacity > keptBytes { release() }
    }

    /// Forgets the bytes and the memory.
    mutating func release() {
        storage?.deallocate()
        storage = nil
        allocatedBytes = 0
        usedBytes = 0
    }

    private mutating func grow(to needed: Int) {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: needed, alignment: 8)
        if let storage {
            larger.copyMemory(from: storage, byteCount: count)
            storage.deallocate()
        }
        storage = larger
        allocatedBytes = UInt32(needed)
    }

    deinit { storage?.deallocate() }
}
