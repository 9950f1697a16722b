/// Bytes that wait to be written, contiguous, freed when dropped.
struct ByteQueue: ~Copyable {
    private(set) var base: UnsafeMutableRawPointer?
    private(set) var count = 0
    private var capacity = 0

    var isEmpty: Bool { count == 0 }

    deinit {
        base?.deallocate()
    }

    /// Adds a copy of the bytes; at least doubles the memory when it is full.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        let target = reserve(count + bytes.count)
        (target + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    /// Empties it and keeps its memory.
    mutating func removeAll() {
        count = 0
    }

    private mutating func reserve(_ needed: Int) -> UnsafeMutableRawPointer {
        if let base, needed <= capacity { return base }
        capacity = max(needed, capacity * 2, 1_024)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        if let base {
            larger.copyMemory(from: base, byteCount: count)
            base.deallocate()
        }
        base = larger
        return larger
    }
}
