import UmpireBasics

/// One table of a world's layout.
public struct Entities<World>: Sendable {
    let name: String
    let offset: Int
    let byteCount: Int
    let plan: RowPlan
    let capture: @Sendable (borrowing World, Viewer, inout TableRows) -> Void
    let hash: @Sendable (borrowing World, inout StateHasher) -> Void
    let restore: @Sendable (TableRows, inout World) -> Void

    /// The table at `path`, called `name` on the wire.
    ///
    /// `owner` says who sees the fields with `audience: .owner`.
    public init<Entity: Replicable>(
        _ name: String, _ path: any WritableKeyPath<World, Table<Entity>> & Sendable,
        owner: Owner<Entity> = .nobody
    ) {
        self.init(name, path, owner, nil)
    }

    /// The table at `path`, called `name` on the wire.
    ///
    /// `owner` and `team` say who sees the fields with `audience: .owner` and `.team`.
    public init<Entity: Replicable>(
        _ name: String, _ path: any WritableKeyPath<World, Table<Entity>> & Sendable,
        owner: Owner<Entity> = .nobody, team: any KeyPath<Entity, UInt8> & Sendable
    ) {
        self.init(name, path, owner, team)
    }

    private init<Entity: Replicable>(
        _ name: String, _ path: any WritableKeyPath<World, Table<Entity>> & Sendable,
        _ owner: Owner<Entity>, _ team: (any KeyPath<Entity, UInt8> & Sendable)?
    ) {
        let replica = Replica<Entity>()
        guard let offset = MemoryLayout<World>.offset(of: path) else {
            fatalError("table \(name) is a stored property of \(World.self)")
        }
        let access = TableAccess(replica: replica, owner: owner, team: team)
        self.name = name
        self.offset = offset
        byteCount = MemoryLayout<Table<Entity>>.size
        plan = replica.plan
        capture = { world, viewer, rows in
            access.capture(world[keyPath: path], for: viewer, into: &rows)
        }
        hash = { world, hasher in access.hash(world[keyPath: path], into: &hasher) }
        restore = { rows, world in access.restore(rows, into: &world[keyPath: path]) }
    }
}

/// What can be done with any table, for one kind of entity.
struct TableAccess<Entity: Replicable>: Sendable {
    let replica: Replica<Entity>
    let owner: Owner<Entity>
    let team: (any KeyPath<Entity, UInt8> & Sendable)?

    func capture(_ table: Table<Entity>, for viewer: Viewer, into rows: inout TableRows) {
        rows.reset(width: replica.plan.width)
        let isPrivate = replica.plan.hasPrivateFields
        for index in table.numbers.indices {
            let number = table.numbers[index]
            rows.ids.append(number)
            var seesOwner = false
            var seesTeam = false
            if isPrivate, case .player(let player, let viewerTeam) = viewer {
                let entity = table.entities[index]
                seesOwner = isOwner(player, of: entity, number)
                seesTeam = seesOwner || team.map { entity[keyPath: $0] == viewerTeam } ?? false
            }
            unsafe withUnsafePointer(to: table.entities[index]) {
                unsafe replica.plan.appendRow(
                    of: UnsafeRawPointer($0), to: &rows.words,
                    seesOwner: seesOwner, seesTeam: seesTeam)
            }
        }
    }

    func hash(_ table: Table<Entity>, into hasher: inout StateHasher) {
        hasher.combine(UInt64(table.count) << 16 | UInt64(table.nextNumber))
        for index in table.numbers.indices {
            hasher.combine(UInt64(table.numbers[index]))
            unsafe withUnsafePointer(to: table.entities[index]) {
                unsafe replica.plan.hash(UnsafeRawPointer($0), into: &hasher)
            }
        }
    }

    func restore(_ rows: TableRows, into table: inout Table<Entity>) {
        table = Table(capacity: table.capacity)
        for index in rows.ids.indices.prefix(table.capacity) {
            table.numbers.append(rows.ids[index])
            table.entities.append(replica.value(of: rows.row(index)))
        }
        table.nextNumber = (rows.ids.last ?? .max) &+ 1
    }

    private func isOwner(_ player: PlayerID, of entity: Entity, _ number: UInt16) -> Bool {
        switch owner {
        case .nobody: false
        case .id: number == UInt16(player.rawValue)
        case .field(let path): entity[keyPath: path] == player
        }
    }
}
