public import UmpireBasics

/// A world's layout, resolved and checked: capture, exact hash and restore.
public struct WorldPlan<World: GameWorld>: Sendable {
    /// What the codec needs to know.
    public let shape: WorldShape
    private let tables: [Entities<World>]

    /// Resolves the layout, and stops with the name of a stored property that it lacks.
    public init(_ type: World.Type = World.self) {
        var tables: [Entities<World>] = []
        var scalars: [Field<World>] = []
        for part in World.layout.parts {
            switch part {
            case .table(let table): tables.append(table)
            case .scalar(let field): scalars.append(field)
            }
        }
        self.tables = tables
        require(
            Set(tables.map(\.name)).count == tables.count,
            "the tables of \(World.self) have names of their own")
        let plan = RowPlan(scalars, of: World.self)
        require(
            plan.exact.allSatisfy { $0.audience == .everyone || $0.audience == .server },
            "a scalar of \(World.self) is for everyone or for the server")
        shape = WorldShape(
            tables: tables.map { WorldShape.Table(name: $0.name, plan: $0.plan) }, scalars: plan)
        requireComplete(plan)
    }

    /// Puts what `viewer` sees of `world` into `snapshot`, which came from this plan's shape.
    public func capture(
        _ world: borrowing World, for viewer: Viewer, at tick: Tick, into snapshot: inout Snapshot
    ) {
        snapshot.tick = tick
        for index in tables.indices {
            tables[index].capture(world, viewer, &snapshot.tables[index])
        }
        snapshot.scalars.removeAll(keepingCapacity: true)
        unsafe withUnsafePointer(to: world) {
            unsafe shape.scalars.appendRow(
                of: UnsafeRawPointer($0), to: &snapshot.scalars, seesOwner: true, seesTeam: true)
        }
    }

    /// Takes the exact world, field by field, into `hasher`.
    public func hash(_ world: borrowing World, into hasher: inout StateHasher) {
        for table in tables { table.hash(world, &hasher) }
        unsafe withUnsafePointer(to: world) {
            unsafe shape.scalars.hash(UnsafeRawPointer($0), into: &hasher)
        }
    }

    /// The names of the tables (and "scalars") in which two worlds differ.
    public func differences(_ one: borrowing World, _ other: borrowing World) -> [String] {
        var names: [String] = []
        for table in tables {
            var hashers = (StateHasher(), StateHasher())
            table.hash(one, &hashers.0)
            table.hash(other, &hashers.1)
            if hashers.0.value != hashers.1.value { names.append(table.name) }
        }
        var hashers = (StateHasher(), StateHasher())
        unsafe withUnsafePointer(to: one) {
            unsafe shape.scalars.hash(UnsafeRawPointer($0), into: &hashers.0)
        }
        unsafe withUnsafePointer(to: other) {
            unsafe shape.scalars.hash(UnsafeRawPointer($0), into: &hashers.1)
        }
        if hashers.0.value != hashers.1.value { names.append("scalars") }
        return names
    }

    /// The world that a snapshot shows: quantised, and blank where the viewer sees nothing.
    public func restore(_ snapshot: Snapshot, into world: inout World) {
        for index in tables.indices { tables[index].restore(snapshot.tables[index], &world) }
        unsafe withUnsafeMutablePointer(to: &world) {
            unsafe shape.scalars.put(
                snapshot.scalars[...], into: UnsafeMutableRawPointer($0))
        }
    }

    private func requireComplete(_ scalars: RowPlan) {
        let mirror = Mirror(reflecting: World())
        let places = tables.map { ($0.offset, $0.byteCount) }
        let missing = LayoutCheck.undeclared(in: mirror, scalars.exact, at: 0, besides: places)
        require(
            missing.isEmpty,
            "every stored property of \(World.self) is in its layout; add Entities or a Field for "
                + missing.joined(separator: ", "))
    }
}
