internal import UmpireNetwork

extension Tree {
    private static let acts = [
        "drain", "kill", "pause 300ms", "clock jump 5s", "cut 100 % by reset",
    ]

    /// What happens, by time: `20s: drain`; several things at one time are a list.
    func chaos() throws(ScenarioFault) -> [Chaos] {
        var all: [Chaos] = []
        for member in try members("chaos", "{20s: drain}") {
            let time = try Tree.chaosTime(member)
            for item in try member.value.items("chaos") {
                all.append(Chaos(atSeconds: time, kind: try item.act()))
            }
        }
        return all.enumerated().sorted {
            ($0.element.atSeconds, $0.offset) < ($1.element.atSeconds, $1.offset)
        }.map(\.element)
    }

    private func act() throws(ScenarioFault) -> Chaos.Kind {
        guard case .text(let whole) = content else { throw mismatch("chaos", "text like drain") }
        let text = whole.trimmed
        if text == "drain" { return .drain }
        if text == "kill" { return .kill }
        if let rest = text.after("pause") {
            return .pause(milliseconds: try part(rest).seconds("pause", 0.001...60) * 1_000)
        }
        if let rest = text.after("clock jump") {
            return .clockJump(
                milliseconds: try part(rest).seconds("clock jump", 0.001...3_600) * 1_000)
        }
        if let rest = text.after("cut") { return try cut(rest) }
        throw fault(
            "chaos knows no \"\(text.shortened)\"; write "
                + Tree.acts.joined(separator: ", ").replacingLastComma())
    }

    private func cut(_ rest: Substring) throws(ScenarioFault) -> Chaos.Kind {
        let end = rest.firstIndex(of: "%").map { rest.index(after: $0) } ?? rest.endIndex
        let share = try part(rest[..<end]).percentage("cut")
        let how = rest[end...].trimmed
        guard !how.isEmpty else { return .cut(share: share, .reset) }
        guard let word = how.after("by") else {
            throw fault("\"cut\" must be like cut 50 % by reset, not \"cut \(rest.shortened)\"")
        }
        let cut = Cut(word: try part(word).word("cut", Cut.words))
        return .cut(share: share, cut ?? .reset)
    }

    private func part(_ text: Substring) -> Tree {
        Tree(content: .text(String(text)), place: place)
    }

    private static func chaosTime(_ member: Member) throws(ScenarioFault) -> Double {
        try Tree(content: .text(member.key), place: member.place).seconds("chaos", 0...86_400)
    }

    /// Whether all of it happens before the end.
    func checkChaos(of scenario: Scenario) throws(ScenarioFault) {
        for member in try members("chaos", "{20s: drain}") {
            let time = try Tree.chaosTime(member)
            guard time > scenario.seconds else { continue }
            throw ScenarioFault(
                member.place,
                "\(time.plainTime) is after the end at \(scenario.seconds.plainTime); "
                    + "make \"for\" longer")
        }
    }
}

extension Substring {
    /// What follows a word at the beginning; nil when another word is there.
    fileprivate func after(_ word: String) -> Substring? {
        guard hasPrefix(word) else { return nil }
        let rest = dropFirst(word.count)
        guard rest.first.map({ $0.isWhitespace }) ?? true else { return nil }
        return rest
    }
}

extension String {
    fileprivate func replacingLastComma() -> String {
        guard let comma = lastIndex(of: ",") else { return self }
        return self[..<comma] + " or" + self[index(after: comma)...]
    }
}
