import UmpireBasics

extension LinkShaper {
    /// How many bytes a link holds back until when: a queue in order of time.
    struct HeldBytes: Sendable {
        private struct Piece {
            let until: Instant
            let byteCount: Int
        }

        private var pieces: [Piece] = []
        private var first = 0

        /// Forgets what is not held any more, and keeps the memory.
        mutating func forget(until now: Instant) {
            while first < pieces.count && pieces[first].until <= now { first += 1 }
            guard first > 0, first == pieces.count || first >= 64 else { return }
            pieces.removeFirst(first)
            first = 0
        }

        mutating func append(_ byteCount: Int, until: Instant) {
            let last = pieces.last?.until ?? until
            pieces.append(Piece(until: max(last, until), byteCount: byteCount))
        }

        func count(at now: Instant) -> Int {
            var count = 0
            for piece in pieces[first...] where piece.until > now { count += piece.byteCount }
            return count
        }

        func last(after now: Instant) -> Instant? {
            guard let last = pieces.last, last.until > now else { return nil }
            return last.until
        }
    }
}
