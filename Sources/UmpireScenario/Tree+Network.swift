internal import UmpireNetwork

extension Tree {
    /// Network profiles by name.
    func networks() throws(ScenarioFault) -> [Share<NetworkProfile>] {
        var shares = SharesReader<NetworkProfile>("networks")
        for member in try members("networks", "{wifi: {rtt: 30ms}}") {
            let name = try Tree(content: .text(member.key), place: member.place)
                .text("networks", 1...40)
            let fields = try Fields(member.value, name, ScenarioKeys.network)
            try shares.add(fields["share"], try Tree.profile(name, fields))
        }
        return try shares.all(place)
    }

    private static func profile(
        _ name: String, _ fields: Fields
    ) throws(ScenarioFault) -> NetworkProfile {
        var profile = NetworkProfile(name: name)
        if let rtt = fields["rtt"] {
            profile.rttMilliseconds = try rtt.seconds("rtt", 0...10) * 1_000
        }
        if let jitter = fields["jitter"] { profile.jitter = try jitter.delay("jitter", most: 10) }
        profile.bandwidthKbps = try fields["bandwidth"]?.kilobits("bandwidth")
        profile.readingKbps = try fields["reading"]?.kilobits("reading")
        profile.stalls = try fields["stalls"]?.stalls()
        profile.flaps = try fields["flaps"]?.flaps()
        return profile
    }

    private func stalls() throws(ScenarioFault) -> NetworkProfile.Stalls {
        let fields = try Fields(self, "stalls", ScenarioKeys.stalls)
        let every = try fields.need("every", "every: 10s").seconds("every", 0.1...3_600)
        let length = try fields.need("length", "length: 0.2s..2s").delay("length", most: 60)
        return NetworkProfile.Stalls(everySeconds: every, length: length)
    }

    private func flaps() throws(ScenarioFault) -> NetworkProfile.Flaps {
        let fields = try Fields(self, "flaps", ScenarioKeys.flaps)
        let every = try fields.need("every", "every: 20s").seconds("every", 1...3_600)
        var kinds: [Cut] = []
        for item in try fields.need("by", "by: [reset, black hole]").items("by") {
            let word = try item.word("by", Cut.words)
            kinds.append(Cut(word: word) ?? .reset)
        }
        return NetworkProfile.Flaps(everySeconds: every, kinds: kinds)
    }
}

extension Cut {
    /// What the file calls it.
    var word: String {
        switch self {
        case .reset: "reset"
        case .fin: "fin"
        case .blackHole: "black hole"
        case .stopReading: "stop reading"
        }
    }

    static let words = Cut.allCases.map(\.word)

    init?(word: String) {
        guard let cut = Cut.allCases.first(where: { $0.word == word }) else { return nil }
        self = cut
    }
}
