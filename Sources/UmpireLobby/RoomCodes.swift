package import UmpireBasics

/// The codes by which people find a room: five letters and digits that are hard to mistake for
/// others.
///
/// The first one says on which shard the room is.
package struct RoomCodes: Sendable {
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    private let place: ShardPlace
    private var rooms: [String: RoomID] = [:]

    package init(_ place: ShardPlace = .only) { self.place = place }

    /// Gives `room` a code that no other room has; `word` is a source of random bits.
    package mutating func assign(_ room: RoomID, _ word: () -> UInt64) -> String {
        while true {
            let bits = word()
            let letters = (0..<5).map { RoomCodes.alphabet[Int((bits >> (5 * UInt64($0))) & 31)] }
            let code = String(letters)
            if rooms[code] == nil && home(of: code) == place.index {
                rooms[code] = room
                return code
            }
        }
    }

    /// The shard on which a room with this code is, if there is one; nil when no room can have it.
    package func home(of code: String) -> Int? {
        guard let first = code.first, let digit = RoomCodes.alphabet.firstIndex(of: first) else {
            return nil
        }
        return digit % place.count
    }

    /// The room with this code.
    package subscript(code: String) -> RoomID? { rooms[code] }

    /// How many codes are taken.
    package var count: Int { rooms.count }

    /// Frees a code.
    package mutating func remove(_ code: String) { rooms[code] = nil }
}
