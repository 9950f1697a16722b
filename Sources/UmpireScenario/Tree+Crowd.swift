internal import UmpireNetwork

extension Tree {
    /// `quick`, `spectate`, `{room: ABCDE}` or `{rooms: 8}`.
    func wish() throws(ScenarioFault) -> Scenario.Wish {
        guard case .map = content else {
            let word = try word("match", ["quick", "spectate"])
            return word == "quick" ? .quickMatch : .spectate
        }
        let fields = try Fields(self, "match", ScenarioKeys.match)
        if let seats = fields["rooms"] {
            if let code = fields["room"] {
                throw code.fault("\"room\" and \"rooms\" do not go together; keep one")
            }
            return .rooms(seats: try seats.whole("rooms", 1...64))
        }
        let room = try fields.need("room", "{room: ABCDE} or {rooms: 8}")
        let code = try room.text("room", 1...16)
        guard code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
            throw room.mismatch("room", "letters and digits")
        }
        return .join(code.uppercased())
    }

    /// How long bots stay, in milliseconds.
    func stay() throws(ScenarioFault) -> Delay {
        let stay = try delay("stay", most: 3_600)
        // Who leaves at once and comes again at once would never let time pass.
        guard stay.meanMilliseconds >= 100 else {
            throw fault("\"stay\" must be at least 100ms on average; make it longer")
        }
        return stay
    }

    /// A brain's name, or shares by name.
    func brains(_ file: String) throws(ScenarioFault) -> [Share<Brain>] {
        if case .text = content {
            let names = ScenarioKeys.brains.filter { $0 != "recorded" }
            return [Share(1, Tree.brain(try word("brains", names)))]
        }
        var shares = SharesReader<Brain>("brains")
        for member in try members("brains", "{default: 80 %, idle: 20 %}") {
            guard ScenarioKeys.brains.contains(member.key) else {
                throw Fields.unknown(member, ScenarioKeys.brains)
            }
            guard member.key == "recorded" else {
                try shares.add(member.value, Tree.brain(member.key))
                continue
            }
            for item in try member.value.items("recorded") {
                let fields = try Fields(item, "recorded", ScenarioKeys.recorded)
                let path = try fields.need("path", "path: match.umpr").text("path", 1...1_000)
                try shares.add(
                    fields["share"], .recorded(path: Tree.path(path, besideFile: file)))
            }
        }
        return try shares.all(place)
    }

    private static func brain(_ name: String) -> Brain {
        switch name {
        case "idle": .idle
        case "monkey": .monkey
        case "hostile": .hostile
        default: .default
        }
    }

    private static func path(_ path: String, besideFile file: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    /// The run's own server.
    func server() throws(ScenarioFault) -> ScenarioServer {
        let fields = try Fields(self, "server", ScenarioKeys.server)
        var server = ScenarioServer()
        if let loops = fields["loops"] { server.loops = try loops.whole("loops", 1...64) }
        if let bots = fields["bots"] { server.botSeats = try bots.whole("bots", 0...64) }
        return server
    }

    /// A list of expectations.
    func expectations() throws(ScenarioFault) -> [Expectation] {
        var all: [Expectation] = []
        for item in try items("expect") {
            guard case .text(let text) = item.content else {
                throw item.mismatch("expect", "a list of texts like mismatches == 0")
            }
            all.append(try Expectation.read(text, at: item.place))
        }
        return all
    }
}
