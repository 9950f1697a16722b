import UmpireBasics
import UmpireRoom

/// The ticks that are due at one time, while they are made room by room.
package struct TickTurn {
    let now: Instant
    /// The place in the period whose rooms are being made; nil before the first.
    private(set) var place: Int?
    private var rooms: [Room] = []
    private var index = 0
    /// Whether a room was empty for long enough to be closed.
    var hasEmptyRooms = false
    /// The thread's work at the beginning, or behind the last step that was too long; nil when it
    /// is not measured.
    private var effort: UInt64?

    init(now: Instant, effort: UInt64?) {
        self.now = now
        self.effort = effort
    }

    /// Whether no room of the place is left.
    var isPlaceDone: Bool { index == rooms.count }

    mutating func begin(_ place: Int, _ rooms: [Room]) {
        self.place = place
        self.rooms = rooms
        index = 0
    }

    /// The next room of the place.
    mutating func takeRoom() -> Room {
        defer { index += 1 }
        return rooms[index]
    }

    /// The work since it was taken last; when it is not measured, more than anything.
    mutating func takeEffort(at now: UInt64) -> UInt64 {
        guard let before = effort else { return .max }
        effort = now
        return now &- before
    }
}
