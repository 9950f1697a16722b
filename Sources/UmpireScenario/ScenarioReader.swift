/// Reads the meaning of a scenario file, key by key, and goes on after a fault.
struct ScenarioReader {
    private let file: String
    private var scenario = Scenario()
    private var faults: [ScenarioFault] = []

    static func read(yaml: String, file: String) throws(ScenarioError) -> Scenario {
        var reader = ScenarioReader(file)
        do throws(ScenarioFault) {
            let tree = try Tree.read(yaml: yaml)
            guard case .map(let members) = tree.content else {
                throw tree.fault("the file must be a map with keys like for: 30s")
            }
            reader.read(members)
        } catch { reader.faults.append(error) }
        guard reader.faults.isEmpty else { throw ScenarioError(file, reader.faults) }
        return reader.scenario
    }

    private init(_ file: String) {
        self.file = file
        scenario.name = Scenario.name(ofFile: file)
    }

    private mutating func read(_ members: [Tree.Member]) {
        for member in members where faults.count < ScenarioLimits.faults {
            do throws(ScenarioFault) { try read(member) } catch { faults.append(error) }
        }
        // What one key says may not fit another only when each is right by itself.
        guard faults.isEmpty else { return }
        for member in members {
            do throws(ScenarioFault) { try check(member) } catch { faults.append(error) }
        }
    }

    private mutating func read(_ member: Tree.Member) throws(ScenarioFault) {
        let value = member.value
        switch member.key {
        case "name": scenario.name = try value.text("name", 1...100)
        case "about": scenario.about = try value.text("about", 0...500)
        case "seed": scenario.seed = try value.seed("seed")
        case "for": scenario.seconds = try value.seconds("for", 1...86_400)
        case "arrivals": scenario.arrivals = try value.arrivals()
        case "most": scenario.mostBots = try value.whole("most", 1...100_000)
        case "match": scenario.wish = try value.wish()
        case "stay": scenario.stay = try value.stay()
        case "rejoin": scenario.rejoinShare = try value.percentage("rejoin")
        case "brains": scenario.brains = try value.brains(file)
        case "networks": scenario.networks = try value.networks()
        case "chaos": scenario.chaos = try value.chaos()
        case "expect": scenario.expectations = try value.expectations()
        case "server": scenario.server = try value.server()
        default: throw Fields.unknown(member, ScenarioKeys.scenario)
        }
    }

    private func check(_ member: Tree.Member) throws(ScenarioFault) {
        switch member.key {
        case "arrivals": try member.value.checkArrivals(of: scenario)
        case "chaos": try member.value.checkChaos(of: scenario)
        case "rejoin" where scenario.stay == nil && scenario.rejoinShare > 0:
            throw ScenarioFault(
                member.place, "\"rejoin\" needs \"stay\": who never leaves does not come again")
        default: break
        }
    }
}

extension Scenario {
    /// Reads a scenario file.
    ///
    /// `file` is its path: messages begin with it, it gives the name that a file does not say, and
    /// the paths of recordings are taken from its folder. Throws ``ScenarioError`` with up to 20
    /// faults; no text can stop the process.
    public static func read(
        yaml: String, file: String
    ) throws(ScenarioError) -> Scenario {
        try ScenarioReader.read(yaml: yaml, file: file)
    }

    /// The last part of a path, without what follows its last dot.
    static func name(ofFile file: String) -> String {
        let last = file.split(separator: "/").last ?? ""
        let name = last.lastIndex(of: ".").map { last[..<$0] } ?? last
        return name.isEmpty ? Scenario().name : name.shortened
    }
}
