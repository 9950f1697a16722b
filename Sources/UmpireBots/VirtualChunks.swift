/// The bytes of packets on their way: each turn's in one chunk, used again when all have arrived.
struct VirtualChunks {
    private(set) var bytes: ContiguousArray<[UInt8]> = []
    private var users: [Int] = []
    private var free: [Int] = []

    /// Keeps a copy of a turn's bytes; lives until all packets of it are given back.
    mutating func keep(_ source: [UInt8]) -> Int {
        let chunk: Int
        if let old = free.popLast() {
            chunk = old
        } else {
            chunk = bytes.count
            bytes.append([])
            users.append(0)
        }
        bytes[chunk].append(contentsOf: source)
        users[chunk] = 1
        return chunk
    }

    /// One packet more refers to the chunk.
    mutating func retain(_ chunk: Int) { users[chunk] += 1 }

    /// A packet has arrived, or whoever kept the chunk is done with it.
    mutating func release(_ chunk: Int) {
        guard chunk >= 0 else { return }
        users[chunk] -= 1
        guard users[chunk] == 0 else { return }
        bytes[chunk].removeAll(keepingCapacity: true)
        free.append(chunk)
    }

    /// Chunks whose packets are on their way.
    var usedCount: Int { bytes.count - free.count }
}
