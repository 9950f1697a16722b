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
    /// Whether the thread's work is measured, because a step was too long lately.
    private let isMeasured: Bool
    /// The thread's work before the room's steps, or behind its last one that was too long.
    private var effort: UInt64 = 0

    init(now: Instant, isMeasured: Bool) {
        self.now = now
        self.isMeasured = isMeasured
    }

    /// Whether no room of the place is left.
    var isPlaceDone: Bool { index == rooms.count }

    mutating func begin(_ place: Int, _ rooms: [Room]) {
        self.place = place
        self.rooms = rooms
        index = 0
    }

    /// The next room of the place; `effort` says what the thread has worked until now.
    mutating func takeRoom(effort: () -> UInt64) -> Room {
        // Asking for it is a system call.
        if isMeasured { self.effort = effort() }
        defer { index += 1 }
        return rooms[index]
    }

    /// The work since it was taken last; when it is not measured, more than anything.
    mutating func takeEffort(at now: UInt64) -> UInt64 {
        guard isMeasured else { return .max }
        defer { effort = now }
        return now &- effort
    }
}
