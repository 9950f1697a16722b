package import UmpireBasics
import UmpireLobby
import UmpireProtocol
import UmpireRoom
import UmpireSession

// Connections move to the shard that has the room they ask for: there, everything in a match
// happens on one thread.
//
//   message ─▶ whose is it? ─ ours ─▶ obeyed here
//                           └ another's ─▶ .move ─▶ (shell) ─▶ arrive on that shard: obeyed there,
//                           whatever it is

extension Shard {
    /// What the others should know now.
    package var summary: ShardSummary {
        let open = rooms.lazy.filter(\.isOpen).map { $0.seats.humans.count }
        return ShardSummary(
            index: place.index, load: ownLoad, counters: counters,
            resyncCases: resyncCases.list, connections: links.count, players: sessions.count,
            rooms: rooms.count, fullestOpenRoom: open.max(), matches: ownListings,
            lateness: lateness)
    }

    /// Notes what another shard said of itself.
    package mutating func learn(_ summary: ShardSummary) {
        neighbours.removeAll { $0.index == summary.index }
        neighbours.append(summary)
        neighbours.sort { $0.index < $1.index }
    }

    /// A connection came from another shard with the message that brought it here.
    ///
    /// `name` is the player's, nil when no hello was obeyed yet. The message is obeyed here and
    /// moves nobody again.
    package mutating func arrive(
        _ connection: ConnectionID, name: String?, text: borrowing Span<UInt8>, at now: Instant
    ) {
        open(connection, at: now)
        guard case .fresh? = links[connection]?.state else { return }
        if let name { links[connection]?.state = .greeted(name: name) }
        receive(text: text, from: connection, at: now, canMove: false)
    }

    /// The shard on which a message must be obeyed, nil when it can be obeyed here.
    func destination(of message: ClientMessage, _ state: Link.State) -> Int? {
        guard place.count > 1 else { return nil }
        let target: Int? =
            switch (message, state) {
            case (.hello(let hello), .fresh):
                hello.resume.flatMap { ResumeToken($0) }?.home(among: place.count)
            case (.join(let code), .greeted), (.spectate(let code), .greeted):
                codes.home(of: code)
            case (.quickMatch, .greeted): quickMatchShard
            case (.create, .greeted): leastLoaded
            default: nil
            }
        return target == place.index ? nil : target
    }

    /// Sends a connection away with the message that it wants obeyed.
    mutating func depart(
        _ connection: ConnectionID, to shard: Int, with text: borrowing Span<UInt8>
    ) {
        var name: ByteRange?
        if case .greeted(let text)? = links[connection]?.state {
            name = effects.append { $0.append(contentsOf: text.utf8) }
        }
        var message: [UInt8] = []
        for index in text.indices { message.append(text[index]) }
        let range = effects.append { $0.append(contentsOf: message) }
        links[connection] = nil
        effects.append(.move(connection, shard: shard, name: name, message: range))
    }

    /// The shard with the open room that has the most people; the least loaded when no room is
    /// open.
    private var quickMatchShard: Int {
        let own = rooms.lazy.filter(\.isOpen).map { $0.seats.humans.count }.max()
        var best = own.map { (people: $0, index: place.index) }
        for neighbour in neighbours {
            guard let people = neighbour.fullestOpenRoom else { continue }
            if people > best?.people ?? -1 { best = (people, neighbour.index) }
        }
        return best?.index ?? leastLoaded
    }

    private var leastLoaded: Int {
        var best = (load: ownLoad, rooms: rooms.count, index: place.index)
        for neighbour in neighbours {
            let other = (load: neighbour.load, rooms: neighbour.rooms, index: neighbour.index)
            // A difference of less than a hundredth of the thread is noise.
            let isLess =
                other.load / 10_000_000 == best.load / 10_000_000
                ? other.rooms < best.rooms : other.load < best.load
            if isLess { best = other }
        }
        return best.index
    }
}
