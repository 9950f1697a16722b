import UmpireClient
import UmpireGame

/// What bots in the same room share: decoded snapshots, and the world made from them.
struct RoomShares {
    struct Share {
        let code: String
        var users: Int
        let brain: AnyBrain
    }

    /// Clients of a room are up to a few ticks apart.
    private static let framesPerRoom = 4
    private let game: AnyGame
    private var byCode: [String: Int] = [:]
    private var free: [Int] = []
    private(set) var list: ContiguousArray<Share?> = []
    /// Beside the rooms in `list`: each is changed in its place.
    var caches: ContiguousArray<DecodeCache> = []

    init(_ game: AnyGame) { self.game = game }

    /// The place of a room's share, which has one user more.
    mutating func enter(_ code: String) -> Int {
        if let place = byCode[code] {
            list[place]?.users += 1
            return place
        }
        let place = free.popLast() ?? list.count
        if place == list.count {
            list.append(nil)
            caches.append(DecodeCache(capacity: RoomShares.framesPerRoom))
        }
        list[place] = Share(code: code, users: 1, brain: game.makeBrain())
        byCode[code] = place
        return place
    }

    /// A user left; the last one takes the share along.
    mutating func leave(_ place: Int) {
        list[place]?.users -= 1
        guard let share = list[place], share.users == 0 else { return }
        byCode[share.code] = nil
        list[place] = nil
        caches[place] = DecodeCache(capacity: RoomShares.framesPerRoom)
        free.append(place)
    }
}
