/// Bots that play in a room of their own: who creates it, and who waits for its code.
struct RoomGroups {
    private struct Group {
        var members: Set<Int> = []
        /// The slot of whoever creates the room.
        var leader: Int?
        var code: String?
        var waiting: [Int] = []
    }

    /// What a member is to do.
    enum Task: Equatable {
        case create
        case join(String)
        case wait
    }

    private var groups: [Int: Group] = [:]

    /// Groups with members.
    var count: Int { groups.count }

    /// What the bot in `slot` is to ask for now.
    mutating func task(of slot: Int, in number: Int) -> Task {
        var group = groups[number] ?? Group()
        defer { groups[number] = group }
        group.members.insert(slot)
        if let code = group.code { return .join(code) }
        if group.leader == nil || group.leader == slot {
            group.leader = slot
            return .create
        }
        if !group.waiting.contains(slot) { group.waiting.append(slot) }
        return .wait
    }

    /// The leader has its room; returns the slots that wait for the code.
    mutating func opened(_ code: String, by slot: Int, in number: Int) -> [Int] {
        guard groups[number]?.leader == slot else { return [] }
        groups[number]?.code = code
        let waiting = groups[number]?.waiting ?? []
        groups[number]?.waiting = []
        return waiting
    }

    /// The room is no more, or full; whoever asks next creates another.
    mutating func forgetRoom(in number: Int) {
        groups[number]?.code = nil
        groups[number]?.leader = nil
    }

    /// A bot goes; returns the slots that must ask again because they waited for it.
    mutating func leave(_ slot: Int, _ number: Int) -> [Int] {
        guard var group = groups[number] else { return [] }
        group.members.remove(slot)
        group.waiting.removeAll { $0 == slot }
        var orphans: [Int] = []
        if group.leader == slot {
            group.leader = nil
            if group.code == nil { swap(&orphans, &group.waiting) }
        }
        groups[number] = group.members.isEmpty ? nil : group
        return orphans
    }
}
