/// Bytes that wait to be sent, contiguous, without any memory while there are none.
struct ByteQueue: ~Copyable {
    private var memory: UnsafeMutableRawPointer?
    private var start: UInt32 = 0
    private var end: UInt32 = 0
    private var capacity: UInt32 = 0

    var isEmpty: Bool { start == end }
    var count: Int { Int(end - start) }

    /// What waits; valid until the next change.
    var bytes: UnsafeRawBufferPointer {
        guard let memory else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: memory + Int(start), count: count)
    }

    deinit {
        memory?.deallocate()
    }

    /// Adds a copy of the bytes. The first memory comes from `spares` if it is large enough.
    mutating func append(_ bytes: UnsafeRawBufferPointer, _ spares: SpareBlocks) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        let target = reserve(bytes.count, spares)
        (target + Int(end)).copyMemory(from: source, byteCount: bytes.count)
        end += UInt32(bytes.count)
    }

    /// Drops the first `count` bytes; the last ones take the memory along.
    mutating func removeFirst(_ count: Int, _ spares: SpareBlocks) {
        start += UInt32(count)
        if isEmpty { removeAll(spares) }
    }

    /// Empties it and gives its memory back.
    mutating func removeAll(_ spares: SpareBlocks) {
        if let memory { spares.give(memory, byteCount: Int(capacity)) }
        memory = nil
        (start, end, capacity) = (0, 0, 0)
    }

    /// Memory with room for `added` bytes behind the others. What is moved is at most as much as
    /// was sent or added since the last time, so that adding stays cheap in long queues.
    private mutating func reserve(_ added: Int, _ spares: SpareBlocks) -> UnsafeMutableRawPointer {
        if let memory {
            if Int(end) + added <= Int(capacity) { return memory }
            if start >= end - start && count + added <= Int(capacity) {
                memory.copyMemory(from: memory + Int(start), byteCount: count)
                (start, end) = (0, UInt32(count))
                return memory
            }
        }
        let byteCount = max(count + added, Int(capacity) * 2)
        let larger = spares.take(atLeast: byteCount)
        let kept = count
        if let memory {
            larger.memory.copyMemory(from: memory + Int(start), byteCount: kept)
            spares.give(memory, byteCount: Int(capacity))
        }
        memory = larger.memory
        (start, end, capacity) = (0, UInt32(kept), UInt32(larger.byteCount))
        return larger.memory
    }
}
