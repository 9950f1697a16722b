package import UmpireBasics

/// The codes by which people find a room: five letters and digits that are hard to mistake for others.
package struct RoomCodes: Sendable {
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    private var rooms: [String: RoomID] = [:]

    package init() {}

    /// Gives `room` a code that no other room has; `word` is a source of random bits.
    package mutating func assign(_ room: RoomID, _ word: () -> UInt64) -> String {
        while true {
            let bits = word()
            let code = String(
                (0..<5).map { RoomCodes.alphabet[Int((bits >> (5 * UInt64($0))) & 31)] })
            if rooms[code] == nil {
                rooms[code] = room
                return code
            }
        }
    }

    /// The room with this code.
    package subscript(code: String) -> RoomID? { rooms[code] }

    /// Frees a code.
    package mutating func remove(_ code: String) { rooms[code] = nil }
}
