import UmpireBasics
import UmpireProtocol

/// The newest cases of clients that asked for keyframes.
package struct ResyncCases: Sendable {
    /// Oldest first.
    package private(set) var list: [ResyncCase] = []
    /// How many there were since the start.
    package private(set) var total = 0

    mutating func append(_ new: ResyncCase) {
        if list.count == Limits.resyncCases { list.removeFirst() }
        list.append(new)
        total += 1
    }

    /// Those after the first `count` that there were, as far as they are kept.
    package func since(_ count: Int) -> ArraySlice<ResyncCase> {
        list.suffix(max(0, total - count))
    }
}
