/// What becomes of a connection whose peer reads more slowly than it is sent to.
package enum BackPressure: Equatable, Sendable {
    /// Nothing waits here: it gets snapshots.
    case flows
    /// Bytes wait: it gets no snapshots until they are gone, so that they do not become more.
    case blocked
    /// Too much waits: it is closed as a slow reader (4430).
    case slowReader

    /// The rule, for a connection with `unsentBytes` that the system did not take and `heldBytes`
    /// that go out with the next write, of which at most `limit` together may wait.
    package init(unsentBytes: Int, heldBytes: Int = 0, limit: Int) {
        if unsentBytes == 0 {
            self = .flows
        } else {
            self = unsentBytes + heldBytes > limit ? .slowReader : .blocked
        }
    }
}
