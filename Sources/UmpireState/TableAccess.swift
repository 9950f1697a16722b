public import UmpireBasics

/// What can be done with any table, for one kind of entity.
@usableFromInline
struct TableAccess<Entity: Replicable>: Sendable {
    @usableFromInline let replica: Replica<Entity>
    @usableFromInline let owner: Owner<Entity>
    @usableFromInline let team: (any KeyPath<Entity, UInt8> & Sendable)?

    @inlinable
    init(
        replica: Replica<Entity>, owner: Owner<Entity>,
        team: (any KeyPath<Entity, UInt8> & Sendable)?
    ) {
        self.replica = replica
        self.owner = owner
        self.team = team
    }

    @inlinable
    func capture(_ table: Table<Entity>, for viewer: Viewer, into rows: inout TableRows) {
        rows.reset(width: replica.plan.width)
        if replica.plan.hasPrivateFields {
            capturePrivate(table, for: viewer, into: &rows)
        } else {
            unsafe table.entities.withUnsafeBytes {
                unsafe replica.plan.appendRows(
                    of: $0, stride: MemoryLayout<Entity>.stride, ids: table.numbers, to: &rows)
            }
        }
    }

    @inlinable
    func capturePrivate(_ table: Table<Entity>, for viewer: Viewer, into rows: inout TableRows) {
        for index in table.numbers.indices {
            let number = table.numbers[index]
            rows.appendID(number)
            var seesOwner = false
            var seesTeam = false
            if case .player(let player, let viewerTeam) = viewer {
                let entity = table.entities[index]
                seesOwner = isOwner(player, of: entity, number)
                seesTeam = seesOwner || team.map { entity[keyPath: $0] == viewerTeam } ?? false
            }
            unsafe withUnsafePointer(to: table.entities[index]) {
                unsafe replica.plan.appendRow(
                    of: UnsafeRawPointer($0), to: &rows,
                    seesOwner: seesOwner, seesTeam: seesTeam)
            }
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

    @inlinable
    func isOwner(_ player: PlayerID, of entity: Entity, _ number: UInt16) -> Bool {
        switch owner {
        case .nobody: false
        case .id: number == UInt16(player.rawValue)
        case .field(let path): entity[keyPath: path] == player
        }
    }
}
