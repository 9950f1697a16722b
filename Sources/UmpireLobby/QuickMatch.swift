package import UmpireBasics

/// Where quick match sends a player: to the open room with the most people, the oldest among
/// equals.
package enum QuickMatch {
    /// A room that could be chosen.
    package struct Candidate: Sendable {
        package let room: RoomID
        package let humans: Int
        package let isOpen: Bool

        package init(room: RoomID, humans: Int, isOpen: Bool) {
            self.room = room
            self.humans = humans
            self.isOpen = isOpen
        }
    }

    /// The room to join, or nil when a new one is needed. `candidates` come in order of age.
    package static func choose(_ candidates: some Sequence<Candidate>) -> RoomID? {
        var best: Candidate?
        for candidate in candidates where candidate.isOpen {
            if candidate.humans > best?.humans ?? -1 { best = candidate }
        }
        return best?.room
    }
}
