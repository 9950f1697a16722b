public import UmpireBasics

/// What can be done with any table, for one kind of entity.
@usableFromInline
struct TableAccess<Entity: Replicable>: Sendable {
    @usableFromInline let replica: Replica<Entity>
    @usableFromInline let places: InterestPlaces

    @inlinable
    init(replica: Replica<Entity>, places: InterestPlaces) {
        self.replica = replica
        self.places = places
    }

    @inlinable
    func capture(_ table: Table<Entity>, for viewer: Viewer, into rows: inout TableRows) {
        rows.reset(width: replica.plan.width)
        unsafe table.entities.withUnsafeBytes {
            if replica.plan.hasPrivateFields {
                unsafe replica.plan.appendRows(
                    of: $0, stride: MemoryLayout<Entity>.stride, ids: table.numbers, places,
                    for: viewer, to: &rows)
            } else {
                unsafe replica.plan.appendRows(
                    of: $0, stride: MemoryLayout<Entity>.stride, ids: table.numbers, to: &rows)
            }
        }
    }

    /// Puts the rows of the entities for which `sees` is true into `seen`.
    @inlinable
    func choose(
        _ table: Table<Entity>, into seen: inout InterestRows,
        _ sees: (Entity, EntityID) -> Bool
    ) {
        for index in table.numbers.indices
        where sees(table.entities[index], EntityID(table.numbers[index])) {
            seen.insert(index)
        }
    }

    /// Appends a weight for each of `ids`; the least for one that is not there.
    @inlinable
    func weigh(
        _ table: Table<Entity>, _ ids: [UInt16], into weights: inout [UInt32],
        _ weight: (Entity, EntityID) -> Int
    ) {
        for id in ids {
            let entity = table[EntityID(id)]
            weights.append(PriorityPlan.bounded(entity.map { weight($0, EntityID(id)) } ?? 1))
        }
    }

    @inlinable
    func hash(_ table: Table<Entity>, into hasher: inout StateHasher) {
        hasher.combine(UInt64(table.count) << 16 | UInt64(table.nextNumber))
        unsafe table.entities.withUnsafeBytes {
            unsafe replica.plan.hashRows(
                $0, stride: MemoryLayout<Entity>.stride, ids: table.numbers, into: &hasher)
        }
    }

    @inlinable
    func restore(_ rows: borrowing TableRows, into table: inout Table<Entity>) {
        let count = min(rows.ids.count, table.capacity)
        table.numbers.removeAll(keepingCapacity: true)
        table.numbers.append(contentsOf: rows.ids.prefix(count))
        table.entities.removeAll(keepingCapacity: true)
        table.entities.append(contentsOf: repeatElement(replica.blank, count: count))
        unsafe table.entities.withUnsafeMutableBytes {
            unsafe replica.plan.putRows(
                rows.words, into: $0, stride: MemoryLayout<Entity>.stride)
        }
        table.nextNumber = (rows.ids.last ?? .max) &+ 1
    }
}
