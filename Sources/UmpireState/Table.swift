public import UmpireBasics

/// The entities of one kind in a world, by id and always in the order of ids.
///
/// Rows lie side by side in memory. Looking one up is a binary search, O(log n); inserting with a
/// new id is O(1) until the ids wrap after 65,536 insertions; inserting elsewhere and removing are
/// O(n).
/// New ids are handed out in a circle, so that one is not reused while clients may still draw the
/// old entity.
@frozen
public struct Table<Entity: Replicable>: Sendable {
    @usableFromInline var numbers: [UInt16] = []
    @usableFromInline var entities: [Entity] = []
    @usableFromInline var nextNumber: UInt16 = 0
    /// How many entities fit; `insert` returns nil beyond it.
    public let capacity: Int

    /// An empty table for `capacity` entities, 1…4,096.
    public init(capacity: Int = 1_024) {
        require(
            (1...Limits.entitiesPerTable).contains(capacity),
            "a table holds 1 to \(Limits.entitiesPerTable) entities")
        self.capacity = capacity
    }

    /// How many entities there are.
    @inlinable
    public var count: Int { numbers.count }

    /// Whether there is none.
    @inlinable
    public var isEmpty: Bool { numbers.isEmpty }

    /// The ids in order; a copy that stays as it is while the table changes.
    public var ids: [EntityID] { numbers.map { EntityID($0) } }

    /// Adds an entity under a new id, or returns nil when the table is full.
    @inlinable
    @discardableResult
    public mutating func insert(_ entity: Entity) -> EntityID? {
        guard count < capacity else { return nil }
        var index = position(of: nextNumber)
        while index < count && numbers[index] == nextNumber {
            nextNumber &+= 1
            index = nextNumber == 0 ? 0 : index + 1
        }
        let number = nextNumber
        numbers.insert(number, at: index)
        entities.insert(entity, at: index)
        nextNumber &+= 1
        return EntityID(number)
    }

    /// The entity with this id, or nil. Setting puts, replaces or (nil) removes it.
    ///
    /// An entity that would not fit the capacity any more is not put.
    @inlinable
    public subscript(id: EntityID) -> Entity? {
        get {
            let index = position(of: id.rawValue)
            return index < count && numbers[index] == id.rawValue ? entities[index] : nil
        }
        set {
            let index = position(of: id.rawValue)
            let isHere = index < count && numbers[index] == id.rawValue
            switch (newValue, isHere) {
            case (let entity?, true):
                entities[index] = entity
            case (let entity?, false):
                guard count < capacity else { return }
                numbers.insert(id.rawValue, at: index)
                entities.insert(entity, at: index)
            case (nil, true):
                numbers.remove(at: index)
                entities.remove(at: index)
            case (nil, false):
                break
            }
        }
    }

    /// The entity of a player, in a table with one for each.
    @inlinable
    public subscript(player: PlayerID) -> Entity? {
        get { self[EntityID(player)] }
        set { self[EntityID(player)] = newValue }
    }

    /// Changes each entity in place, in order of id.
    @inlinable
    public mutating func update(_ change: (EntityID, inout Entity) -> Void) {
        for index in entities.indices { change(EntityID(numbers[index]), &entities[index]) }
    }

    /// Removes the entities for which `isGone` is true; it may change those that stay.
    @inlinable
    public mutating func removeAll(where isGone: (EntityID, inout Entity) -> Bool) {
        var kept = 0
        for index in entities.indices {
            if isGone(EntityID(numbers[index]), &entities[index]) { continue }
            if kept != index {
                numbers[kept] = numbers[index]
                entities[kept] = entities[index]
            }
            kept += 1
        }
        numbers.removeLast(numbers.count - kept)
        entities.removeLast(entities.count - kept)
    }

    /// The index of the first number that is not below `number`.
    @usableFromInline
    func position(of number: UInt16) -> Int { numbers.firstIndex(notBelow: number) }
}

extension Table: Sequence {
    /// Walks a table in order of id.
    @frozen
    public struct Iterator: IteratorProtocol {
        @usableFromInline let table: Table
        @usableFromInline var index = 0

        @inlinable
        init(_ table: Table) { self.table = table }

        /// The next entity with its id, or nil at the end.
        @inlinable
        public mutating func next() -> (id: EntityID, entity: Entity)? {
            guard index < table.count else { return nil }
            defer { index += 1 }
            return (EntityID(table.numbers[index]), table.entities[index])
        }
    }

    /// The entities with their ids, in order of id, as they are now.
    @inlinable
    public func makeIterator() -> Iterator { Iterator(self) }
}
