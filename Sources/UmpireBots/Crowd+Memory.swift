import UmpireBasics

extension Crowd {
    /// How much it keeps of what comes and goes: what a long run must not let grow.
    var memoryCounts: [String: Int] {
        [
            "slots": bots.indices.count, "bots": bots.count, "alarms": alarms.count,
            "beats": beats.count, "rooms": shares.list.count, "returning": returning.count,
            "groups": groups.count,
        ]
    }
}
