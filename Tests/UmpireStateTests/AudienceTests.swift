import Testing
import UmpireBasics
import UmpireState

@Suite("audiences")
struct AudienceTests {
    private let plan = WorldPlan<Zoo>()

    private func word(_ name: String, _ id: UInt16, _ table: Int, _ snapshot: Snapshot) -> UInt32? {
        let rows = snapshot.tables[table]
        guard let row = rows.ids.firstIndex(of: id),
            let column = plan.shape.tables[table].plan.fields.firstIndex(where: { $0.name == name })
        else { return nil }
        let words = rows.row(row)
        return words[words.startIndex + column]
    }

    @Test("each private field reaches its owner or team and nobody else", arguments: 1...30)
    func everybody(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var world = Zoo()
        for _ in 0..<12 { world.live(&random) }
        var viewers: [Viewer] = [.everyone]
        for player in UInt8(0)..<6 {
            for team in UInt8(0)..<5 { viewers.append(.player(PlayerID(player), team: team)) }
        }
        for viewer in viewers {
            var snapshot = Snapshot(shape: plan.shape)
            plan.capture(world, for: viewer, at: .zero, into: &snapshot)
            for (id, animal) in world.animals {
                var isOwner = false
                var isTeam = false
                if case .player(let player, let team) = viewer {
                    isOwner = animal.keeper == player
                    isTeam = isOwner || animal.herd == team
                }
                let secret = word("secret", id.rawValue, 0, snapshot)
                let planned = word("plan", id.rawValue, 0, snapshot)
                #expect(secret == (isOwner ? UInt32(animal.secret) : 0), "seed \(seed)")
                #expect(planned == (isTeam ? UInt32(Int(animal.plan) + 32_768) : 0), "seed \(seed)")
            }
            for (id, tree) in world.trees {
                let isOwner =
                    if case .player(PlayerID(UInt8(id.rawValue)), _) = viewer { true } else {
                        false
                    }
                let stock = word("stock", id.rawValue, 1, snapshot)
                #expect(stock == (isOwner ? UInt32(tree.stock) : 0), "seed \(seed)")
            }
        }
    }

    @Test("fields of the server are in no row and in no schema")
    func server() {
        #expect(!plan.shape.tables[0].plan.fields.contains { $0.name == "fate" })
        #expect(!plan.shape.scalars.fields.contains { $0.name == "seed" })
        #expect(plan.shape.hasPrivateFields)
        var world = Zoo()
        world.animals[EntityID(1)] = .init()
        var hidden = world
        hidden.animals[EntityID(1)]?.fate = 5
        hidden.seed = 6
        var one = Snapshot(shape: plan.shape)
        var other = Snapshot(shape: plan.shape)
        plan.capture(world, for: .player(PlayerID(0), team: 0), at: .zero, into: &one)
        plan.capture(hidden, for: .player(PlayerID(0), team: 0), at: .zero, into: &other)
        #expect(one == other)
    }

    @Test("a change that a viewer may not see costs no bit")
    func silence() {
        var world = Zoo()
        world.animals[EntityID(1)] = .init(keeper: PlayerID(2), secret: 1)
        var before = Snapshot(shape: plan.shape)
        plan.capture(world, for: .player(PlayerID(1), team: 9), at: .zero, into: &before)
        world.animals[EntityID(1)]?.secret = 500
        world.animals[EntityID(1)]?.plan = -500
        var after = Snapshot(shape: plan.shape)
        plan.capture(world, for: .player(PlayerID(1), team: 9), at: .zero, into: &after)
        #expect(before == after)
    }
}
