/// Gathers shares: either all in per cent, which must make 100, or parts of any size.
struct SharesReader<Item: Equatable & Sendable> {
    private let key: String
    private var shares: [Share<Item>] = []
    private var percentages = 0

    init(_ key: String) { self.key = key }

    /// Takes in an item with its share; without one it is one part.
    mutating func add(_ share: Tree?, _ item: Item) throws(ScenarioFault) {
        guard let share else {
            shares.append(Share(1, item))
            return
        }
        guard case .text(let text) = share.content, let part = Quantity(text),
            part.unit.isEmpty || part.unit == "%", (0...1_000_000).contains(part.number)
        else { throw share.mismatch("share", "a number like 3 or a percentage like 30 %") }
        percentages += part.unit == "%" ? 1 : 0
        shares.append(Share(part.number, item))
    }

    /// All shares; `place` is where their map begins.
    func all(_ place: FilePlace) throws(ScenarioFault) -> [Share<Item>] {
        let sum = shares.reduce(0) { $0 + $1.share }
        guard sum > 0 else {
            throw ScenarioFault(place, "all shares of \"\(key)\" are 0; raise one")
        }
        guard percentages > 0 else { return shares }
        guard percentages == shares.count else {
            throw ScenarioFault(
                place, "\"\(key)\" mixes shares with % and without; write all alike")
        }
        guard (sum - 100).magnitude < 0.01 else {
            throw ScenarioFault(
                place, "the shares of \"\(key)\" make \(sum.plain) %; they must make 100 %")
        }
        return shares
    }
}
