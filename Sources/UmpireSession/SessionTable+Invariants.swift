package import UmpireBasics

extension SessionTable {
    /// Checks that the tokens that work are those of the sessions; O(n).
    package func checkInvariants() throws(BrokenInvariant) {
        let known = ids.reduce(0) { $0 + (self[$1]?.spentToken == nil ? 1 : 2) }
        try require(tokens == known, "sessions have \(known) tokens, and \(tokens) work")
        for id in ids {
            guard let session = self[id] else { continue }
            try require(session.id == id, "\(id) is filed as \(session.id)")
            try require(
                self.session(with: session.token)?.id == id, "the token of \(id) is another's")
            if let spent = session.spentToken {
                try require(
                    self.session(with: spent)?.id == id, "the spent token of \(id) is another's")
            }
            try require(id.rawValue < nextID.rawValue, "\(id) was given out before its time")
        }
    }

    private func require(
        _ condition: Bool, _ what: @autoclosure () -> String
    ) throws(BrokenInvariant) {
        if !condition { throw BrokenInvariant(what()) }
    }
}
