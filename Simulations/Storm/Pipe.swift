import UmpireBasics

/// One direction of a connection: bytes on their way, in pieces that arrive in order.
struct Pipe {
    private struct Piece {
        let due: Instant
        let count: Int
    }

    /// How it ends once all its bytes have arrived.
    enum End {
        case fin
        case reset
    }

    private var bytes: [UInt8] = []
    private var start = 0
    private var pieces: [Piece] = []
    private var first = 0
    private var last = Instant.zero
    /// Nothing arrives before.
    var stalledUntil = Instant.zero
    /// Nothing arrives any more, and nobody is told.
    var isBlackHole = false
    /// The reader takes nothing.
    var isUnread = false
    private(set) var end: End?
    private var isOver = false
    /// Whether the next thing that is sent is cut into pieces.
    var isSplitting = false

    /// Bytes that have not arrived.
    var count: Int { bytes.count - start }

    /// When something arrives next, or the end does.
    var next: Instant? {
        if isBlackHole || isUnread || isOver { return nil }
        let due = first < pieces.count ? pieces[first].due : end == nil ? nil : last
        return due.map { max($0, stalledUntil) }
    }

    /// Whether its end arrives at `now`; true once.
    mutating func takeEnd(at now: Instant) -> Bool {
        guard let next, next <= now, end != nil, first == pieces.count else { return false }
        isOver = true
        return true
    }

    /// Sends what `write` appends; it arrives at `due`, or behind what was sent before.
    mutating func send(due: Instant, _ random: inout GameRandom, _ write: (inout [UInt8]) -> Void) {
        if end != nil { return }
        let before = bytes.count
        write(&bytes)
        var count = bytes.count - before
        if isBlackHole || count == 0 { return }
        last = max(last, due)
        if isSplitting {
            isSplitting = false
            for _ in 0..<random.int(in: 1...6) where count > 1 {
                let piece = random.int(in: 1...(count - 1))
                pieces.append(Piece(due: last, count: piece))
                count -= piece
                last = last.advanced(byNanoseconds: UInt64(random.int(in: 0...3_000_000)))
            }
        }
        pieces.append(Piece(due: last, count: count))
    }

    /// The sender says no more; the end arrives behind the bytes.
    mutating func close(due: Instant) {
        if end != nil { return }
        last = max(last, due)
        end = .fin
    }

    /// It breaks: of what is on its way, some random number of bytes still arrives.
    mutating func reset(due: Instant, _ random: inout GameRandom) {
        var kept = random.int(in: 0...count)
        last = max(last, due)
        end = .reset
        bytes.removeLast(count - kept)
        var index = first
        while index < pieces.count {
            let piece = min(kept, pieces[index].count)
            pieces[index] = Piece(due: pieces[index].due, count: piece)
            kept -= piece
            index += 1
        }
    }

    /// Moves what has arrived behind `output`; false when nothing has.
    mutating func take(at now: Instant, into output: inout [UInt8]) -> Bool {
        guard !isBlackHole, !isUnread, stalledUntil <= now, first < pieces.count,
            pieces[first].due <= now
        else { return false }
        let end = start + pieces[first].count
        output.append(contentsOf: bytes[start..<end])
        start = end
        first += 1
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            start = 0
        }
        if first == pieces.count {
            pieces.removeAll(keepingCapacity: true)
            first = 0
        }
        return true
    }
}
