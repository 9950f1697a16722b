/// Bytes of a payload that arrives in pieces; no memory until the first of them.
///
/// An array would do, but its bytes have no address that outlives a closure.
struct ByteBuffer: ~Copyable {
    private var storage: UnsafeMutableRawBufferPointer?
    private(set) var count = 0

    /// Memory that is worth keeping between messages; more is given back.
    static let keptBytes = 256

    var capacity: Int { storage?.count ?? 0 }

    /// The bytes; valid until the next `append` or `clear`.
    var bytes: UnsafeRawBufferPointer {
        guard let storage else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: storage.baseAddress, count: count)
    }

    /// Adds a copy of `chunk`; memory at most doubles what has really arrived.
    mutating func append(_ chunk: UnsafeRawBufferPointer) {
        guard !chunk.isEmpty else { return }
        if capacity - count < chunk.count { grow(to: count + chunk.count) }
        guard let storage else { return }
        UnsafeMutableRawBufferPointer(rebasing: storage[count...]).copyMemory(from: chunk)
        count += chunk.count
    }

    /// Forgets the bytes, and the memory of a large message.
    mutating func clear() {
        count = 0
        if capacity > Self.keptBytes { release() }
    }

    /// Forgets the bytes and the memory.
    mutating func release() {
        count = 0
        storage?.deallocate()
        storage = nil
    }

    private mutating func grow(to needed: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(64, capacity * 2, needed), alignment: 8)
        larger.copyMemory(from: bytes)
        storage?.deallocate()
        storage = larger
    }

    deinit { storage?.deallocate() }
}
