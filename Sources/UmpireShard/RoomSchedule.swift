import UmpireBasics
import UmpireRoom

/// A shard's rooms by their place in the period: those of one place are due at the same instants.
///
/// So it is known at once which room is due next, however many there are.
struct RoomSchedule {
    private struct Place {
        /// In the order in which they opened.
        var rooms: [Room] = []
        /// When the first of them is due.
        var due: Instant?
        /// Nanoseconds that one step of each of them takes together.
        var cost: UInt64 = 0

        mutating func refresh() {
            due = rooms.lazy.map(\.clock.due).min()
            cost = rooms.reduce(0) { $0 + $1.measures.costNanoseconds }
        }
    }

    private var places = [Place](repeating: Place(), count: Int(RoomClock.phases))

    /// When a room is due next; asked for at every turn of the loop, so it is kept.
    private(set) var next: Instant?

    /// The place that has been due the longest at `now`.
    func place(dueAt now: Instant) -> Int? {
        guard let next, next <= now else { return nil }
        return places.firstIndex { $0.due == next }
    }

    func rooms(at place: Int) -> [Room] { places[place].rooms }

    /// Notes that the rooms of a place made their ticks.
    mutating func refresh(_ place: Int) {
        places[place].refresh()
        next = places.lazy.compactMap(\.due).min()
    }

    mutating func insert(_ room: Room, at place: Int) {
        places[place].rooms.append(room)
        refresh(place)
    }

    mutating func remove(_ room: Room) {
        for index in places.indices {
            guard let found = places[index].rooms.firstIndex(where: { $0 === room }) else {
                continue
            }
            places[index].rooms.remove(at: found)
            refresh(index)
        }
    }

    /// Where a room costs the others least: where the steps take least time; among equals where the
    /// fewest rooms are, then the first from number `first` on.
    func lightest(from first: UInt32) -> Int {
        let count = UInt32(places.count)
        var best = RoomSchedule.spread(first % count)
        for step in 1..<count {
            let index = RoomSchedule.spread((first % count + step) % count)
            let (one, other) = (places[index], places[best])
            if (one.cost, one.rooms.count) < (other.cost, other.rooms.count) { best = index }
        }
        return best
    }

    /// The place for the room with this number: however few rooms there are, they lie far apart.
    private static func spread(_ number: UInt32) -> Int {
        // The number's bits in reverse, of which there are five for 32 places.
        var place: UInt64 = 0
        var (rest, width) = (UInt64(number), RoomClock.phases)
        while width > 1 {
            place = place << 1 | rest & 1
            rest >>= 1
            width >>= 1
        }
        return Int(place)
    }

    /// What a step of a room takes on average, in nanoseconds: the best guess for a new one.
    var meanCost: UInt64 {
        let rooms = places.reduce(0) { $0 + $1.rooms.count }
        return rooms == 0 ? 0 : places.reduce(0) { $0 + $1.cost } / UInt64(rooms)
    }
}
