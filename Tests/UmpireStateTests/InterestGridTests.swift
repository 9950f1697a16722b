import Testing
import UmpireBasics
@testable import UmpireState

@Suite("grids")
struct InterestGridTests {
    private struct Case {
        let positions: [SIMD2<Float>]
        let plan: InterestPlan
    }

    /// Positions on a lattice of the radius (edges of cells), in a cloud, or anywhere at all.
    private func makeCase(_ random: inout GameRandom) -> Case {
        let radius: Float = random.pick([0.001, 1, 3, 17.3, 1e6]) ?? 1
        let hysteresis: Float = random.pick([0, radius / 8, radius * 2]) ?? 0
        let kind = random.int(in: 0...3)
        let lattice = radius + hysteresis
        func coordinate() -> Float {
            switch kind {
            case 0: lattice * Float(random.int(in: -6...6))
            case 1: random.float(in: -8..<8) * radius
            case 2: 1e9 * radius + random.float(in: -8..<8) * radius
            default: Float(bitPattern: random.word())
            }
        }
        let count = random.int(in: 0...300)
        let positions = (0..<count).map { _ in SIMD2(coordinate(), coordinate()) }
        return Case(positions: positions, plan: InterestPlan(.radius, radius, hysteresis))
    }

    @Test("a grid finds what a look at each entity finds", arguments: 1...300)
    func bruteForce(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var grid = InterestGrid()
        // One grid for several worlds: its memory is used again.
        for round in 0..<4 {
            let some = makeCase(&random)
            grid.build(some.positions, cell: some.plan.cell)
            for eye in some.positions.prefix(40) + [SIMD2(0, 0), SIMD2(.nan, 0)] {
                var inside = InterestRows()
                var near = InterestRows()
                inside.reset(count: some.positions.count)
                near.reset(count: some.positions.count)
                grid.look(from: eye, some.plan, &inside, &near)
                for (row, position) in some.positions.enumerated() {
                    let distance = InterestGrid.distanceSquared(eye, position)
                    // What is not a number is not below anything.
                    let isFinite = distance < .infinity
                    let isInside = isFinite && distance <= some.plan.radiusSquared
                    let isNear = isFinite && !isInside && distance <= some.plan.reachSquared
                    if inside.contains(row) != isInside || near.contains(row) != isNear {
                        Issue.record(
                            "seed \(seed), round \(round): \(position) as seen from \(eye)")
                        return
                    }
                }
            }
        }
    }

    @Test("rows by holder are those that each holder has, in order", arguments: 1...50)
    func index(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var index = InterestIndex()
        #expect(index.places(of: 3).isEmpty, "before it was built")
        for _ in 0..<4 {
            let keys = random.int(in: 1...64)
            let holders = (0..<random.int(in: 0...200)).map { _ in
                random.chance(0.2) ? UInt16.max : UInt16(random.int(in: 0...70))
            }
            index.build(holders, keys: keys)
            for key in 0...80 {
                let rows = index.places(of: key).map { index.row(at: $0) }
                let expected = holders.indices.filter { holders[$0] == key && key < keys }
                #expect(rows == expected, "seed \(seed), holder \(key)")
            }
        }
    }
}
