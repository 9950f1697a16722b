import Testing
import UmpireBasics
@testable import UmpireRoom
@testable import UmpireState

@Suite("The urgency of rows")
struct RowUrgencyTests {
    private let blank = Snapshot(shape: WorldPlan<HerdWorld>().shape)

    /// A world with these rows.
    private func world(_ rows: [(id: UInt16, x: UInt32)]) -> Snapshot {
        var world = blank
        for row in rows {
            world.tables[1].ids.append(row.id)
            world.tables[1].words += [row.x, 0, 0]
        }
        return world
    }

    private func chosenIDs(_ urgency: RowUrgency, _ now: Snapshot) -> [UInt16] {
        zip(now.tables[1].ids, urgency.isChosen).filter(\.1).map(\.0)
    }

    @Test("counts new and changed rows alone")
    func changes() {
        var urgency = RowUrgency()
        let held = world([(1, 10), (2, 10), (4, 10)])
        let now = world([(1, 10), (2, 11), (3, 10)])
        urgency.gather(now, held: held, weights: [16, 16, 16], ticks: 1)
        #expect(urgency.count == 2)
        urgency.choose(upTo: 9)
        #expect(chosenIDs(urgency, now) == [2, 3])
    }

    @Test("goes by weight, and by id among those alike; what is given back is the least urgent")
    func order() {
        var urgency = RowUrgency()
        let now = world((0..<6).map { ($0, 1) })
        urgency.gather(now, held: blank, weights: [5, 9, 5, 5, 9, 1], ticks: 1)
        for (most, ids) in [(1, [1]), (2, [1, 4]), (4, [0, 1, 2, 4]), (6, [0, 1, 2, 3, 4, 5])] {
            urgency.choose(upTo: most)
            #expect(chosenIDs(urgency, now) == ids.map { UInt16($0) })
        }
        for (most, ids) in [(5, [0, 1, 2, 3, 4]), (3, [0, 1, 4]), (1, [1])] {
            urgency.giveBack(downTo: most)
            #expect(chosenIDs(urgency, now) == ids.map { UInt16($0) })
        }
        urgency.choose(upTo: 2)
        #expect(chosenIDs(urgency, now) == [1, 4])
    }

    @Test(
        "starves no row: even the least weight comes to its turn in time",
        arguments: 1...20 as ClosedRange<UInt64>)
    func fairness(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let count = random.int(in: 2...60)
        let most = random.int(in: 1...max(1, count / 4))
        let weights = (0..<count).map { _ in UInt32(random.int(in: 1...40)) }
        let now = world((0..<count).map { (UInt16($0), 1) })
        var urgency = RowUrgency()
        var waited = [Int](repeating: 0, count: count)
        // A row is overtaken by another at most once for each time that the other gathers as much
        // as it has itself: the weights' sum, in parts of its own, over what is sent each tick.
        let sum = weights.reduce(0, +)
        for _ in 0..<2_000 {
            // All rows differ at all times.
            urgency.gather(now, held: blank, weights: weights, ticks: 1)
            urgency.choose(upTo: most)
            urgency.settle()
            for row in 0..<count {
                waited[row] = urgency.isChosen[row] ? 0 : waited[row] + 1
                let bound = 2 * Int(sum / weights[row]) / most + count / most + 2
                if waited[row] > bound {
                    Issue.record("seed \(seed): row \(row) waits for more than \(bound) ticks")
                    return
                }
            }
        }
    }

    @Test("chooses the most urgent by sorting, too", arguments: 1...20 as ClosedRange<UInt64>)
    func heap(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let now = world((0..<200).map { ($0, 1) })
        let weights = (0..<200).map { _ in UInt32(random.int(in: 1...50)) }
        var urgency = RowUrgency()
        urgency.gather(now, held: blank, weights: weights, ticks: 1)
        let order = weights.indices.sorted {
            weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1
        }
        for _ in 0..<50 {
            let most = random.int(in: 0...200)
            urgency.giveBack(downTo: most)
            urgency.choose(upTo: most)
            let expected = Set(order.prefix(most).map { UInt16($0) })
            #expect(Set(chosenIDs(urgency, now)) == expected, "seed \(seed), \(most) rows")
        }
    }
}
