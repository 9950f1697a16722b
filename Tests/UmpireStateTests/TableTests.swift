import Testing
import UmpireBasics
import UmpireState

private struct Item: Replicable {
    var number: UInt32 = 0
    static let schema = Schema<Item> { Field("number", \.number) }
}

/// What a table must do, said with a dictionary.
private struct Model {
    var items: [UInt16: UInt32] = [:]
    var next: UInt16 = 0
    let capacity: Int

    mutating func insert(_ number: UInt32) -> UInt16? {
        guard items.count < capacity else { return nil }
        while items[next] != nil { next &+= 1 }
        items[next] = number
        defer { next &+= 1 }
        return next
    }

    mutating func put(_ number: UInt32?, at id: UInt16) {
        if number != nil && items[id] == nil && items.count >= capacity { return }
        items[id] = number
    }
}

@Suite("tables")
struct TableTests {
    private func expectSame(_ table: Table<Item>, _ model: Model, _ hint: String) {
        let ids = model.items.keys.sorted()
        guard table.ids.map(\.rawValue) == ids, table.count == ids.count,
            table.isEmpty == ids.isEmpty,
            table.map({ $0.entity.number }) == ids.map({ model.items[$0] ?? 0 })
        else {
            Issue.record("\(hint): \(table.ids) is not \(ids)")
            return
        }
    }

    private func apply(
        _ operation: Int, _ number: UInt32, _ table: inout Table<Item>, _ model: inout Model
    ) -> Bool {
        switch operation {
        case 0, 1: return table.insert(Item(number: number))?.rawValue == model.insert(number)
        case 2, 3, 4:
            let id = UInt16(truncatingIfNeeded: operation * 2 - 5)
            table[EntityID(id)] = Item(number: number)
            model.put(number, at: id)
        case 5, 6:
            let id = UInt16(operation - 5)
            table[EntityID(id)] = nil
            model.put(nil, at: id)
        default:
            table.removeAll { id, item in
                item.number += 1
                return id.rawValue % 2 == 0
            }
            model.items = model.items.filter { $0.key % 2 == 1 }.mapValues { $0 + 1 }
        }
        return true
    }

    @Test("every sequence of six operations does what a dictionary does")
    func exhaustive() {
        for sequence in 0..<(8 * 8 * 8 * 8 * 8 * 8) {
            var table = Table<Item>(capacity: 3)
            var model = Model(capacity: 3)
            for step in 0..<6 {
                let operation = sequence >> (3 * step) & 7
                if !apply(operation, UInt32(step), &table, &model) {
                    Issue.record("sequence \(sequence), step \(step): another id")
                }
            }
            expectSame(table, model, "sequence \(sequence)")
        }
    }

    @Test("ids go in a circle past 65,535 and skip those that live", arguments: 1...5)
    func wrap(seed: UInt64) {
        var random = GameRandom(seed: seed)
        var table = Table<Item>(capacity: 40)
        var model = Model(capacity: 40)
        for step in 0..<140_000 {
            let number = UInt32(step)
            if table.insert(Item(number: number))?.rawValue != model.insert(number) {
                Issue.record("seed \(seed), step \(step): another id")
                return
            }
            // Old ones live on across the wrap.
            while table.count > 30, let gone = random.pick(table.ids) {
                table[gone] = nil
                model.put(nil, at: gone.rawValue)
            }
            if step % 997 == 0 { expectSame(table, model, "seed \(seed), step \(step)") }
        }
        expectSame(table, model, "seed \(seed)")
    }

    @Test("a new id next to the last number skips what lives there and begins again at 0")
    func edge() {
        var table = Table<Item>(capacity: 5)
        for _ in 0..<65_535 {
            if let id = table.insert(Item()) { table[id] = nil }
        }
        table[EntityID(.max)] = Item()
        table[EntityID(0)] = Item()
        table[EntityID(1)] = Item()
        #expect(table.insert(Item()) == EntityID(2))
        #expect(table.ids.map(\.rawValue) == [0, 1, 2, 65_535])
    }

    @Test("a full table takes nothing new, but replaces what it has")
    func full() {
        var table = Table<Item>(capacity: 2)
        #expect(table.insert(Item(number: 1)) == EntityID(0))
        #expect(table.insert(Item(number: 2)) == EntityID(1))
        #expect(table.insert(Item(number: 3)) == nil)
        table[EntityID(7)] = Item(number: 4)
        #expect(table[EntityID(7)] == nil && table.count == 2)
        table[EntityID(1)]?.number = 9
        table[PlayerID(0)]?.number = 8
        #expect(table.map { $0.entity.number } == [8, 9])
        #expect(table[EntityID(99)]?.number == nil)
    }

    @Test("an update changes each entity in order of id, and a copy stays as it was")
    func update() {
        var table = Table<Item>(capacity: 9)
        for number in [5, 3, 8, 1] { table[EntityID(UInt16(number))] = Item() }
        let before = table
        var seen: [UInt16] = []
        table.update { id, item in
            seen.append(id.rawValue)
            item.number = UInt32(id.rawValue) * 10
        }
        #expect(seen == [1, 3, 5, 8])
        #expect(table.map { $0.entity.number } == [10, 30, 50, 80])
        #expect(before.allSatisfy { $0.entity.number == 0 })
        // A loop walks what was there when it began.
        for (id, _) in table { table[id] = nil }
        #expect(table.isEmpty && before.count == 4)
    }
}
