package import UmpireBasics

/// What distinguishes one room from another of the same game.
package struct RoomSettings: Sendable {
    package var id: RoomID
    package var code: String
    package var seats: Int
    /// Whether `list` and `quickMatch` know it.
    package var isPublic: Bool
    /// Whether it lives on without people.
    package var isStanding: Bool
    /// Seats that bots fill up to; 0: no bots.
    package var botSeats: Int
    /// Decides everything that chance does in the room's matches.
    package var seed: UInt64
    package var isRecorded: Bool
    /// When the room opened, in milliseconds since 1970: for the recordings' headers alone.
    package var openedAtMilliseconds: UInt64

    package init(
        id: RoomID, code: String, seats: Int, isPublic: Bool, isStanding: Bool, botSeats: Int,
        seed: UInt64, isRecorded: Bool, openedAtMilliseconds: UInt64
    ) {
        self.id = id
        self.code = code
        self.seats = seats
        self.isPublic = isPublic
        self.isStanding = isStanding
        self.botSeats = botSeats
        self.seed = seed
        self.isRecorded = isRecorded
        self.openedAtMilliseconds = openedAtMilliseconds
    }
}
