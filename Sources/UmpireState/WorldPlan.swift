public import UmpireBasics

/// A world's layout, resolved and checked: capture, exact hash and restore.
public struct WorldPlan<World: GameWorld>: Sendable {
    /// What the codec needs to know.
    public let shape: WorldShape
    /// Whether views of players differ: kept, because to ask the shape is a walk over all fields.
    private let hasViews: Bool
    private let hasInterest: Bool
    private let tables: [TableFunctions]

    /// Resolves the layout, and stops with the name of a stored property that it lacks.
    public init(_ type: World.Type = World.self) {
        var tables: [TableFunctions] = []
        var scalars: [Field<World>] = []
        for part in World.layout.parts {
            switch part {
            case .table(let table): tables.append(table.functions)
            case .scalar(let field): scalars.append(field)
            }
        }
        for index in tables.indices {
            tables[index].interest.resolve(at: index, in: tables)
            tables[index].priority.resolve(at: index, in: tables)
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
            tables: tables.map {
                WorldShape.Table(
                    name: $0.name, plan: $0.plan, isLimited: $0.interest.isLimited)
            }, scalars: plan)
        hasViews = shape.hasViews
        hasInterest = shape.hasInterest
        requireComplete(plan)
    }

    /// Puts what `viewer` sees of `world` into `snapshot`, which came from this plan's shape.
    ///
    /// For one look at a world; where tables are limited, it gathers all of them anew.
    @inlinable
    public func capture(
        _ world: borrowing World, for viewer: Viewer, at tick: Tick, into snapshot: inout Snapshot
    ) {
        unsafe withUnsafePointer(to: world) {
            unsafe capture(at: UnsafeRawPointer($0), for: viewer, at: tick, into: &snapshot)
        }
    }

    /// Puts what `viewer` sees of `world` into `snapshot`; `previous` is what it saw last.
    ///
    /// `sight` is that of this world, and `follow` was called since the world changed. Both
    /// snapshots came from this plan's shape.
    @inlinable
    public func capture(
        _ world: borrowing World, for viewer: Viewer, at tick: Tick, after previous: Snapshot?,
        with sight: inout InterestSight, into snapshot: inout Snapshot
    ) {
        unsafe withUnsafePointer(to: world) {
            unsafe capture(
                at: UnsafeRawPointer($0), for: viewer, at: tick, after: previous, with: &sight,
                into: &snapshot)
        }
    }

    /// Appends how urgent each row of `seen` is for `viewer`, 1…1,000, table by table, in order.
    @inlinable
    public func weigh(
        _ seen: borrowing Snapshot, of world: borrowing World, for viewer: Viewer,
        with sight: inout InterestSight, into weights: inout [UInt32]
    ) {
        unsafe withUnsafePointer(to: world) {
            unsafe weigh(
                seen, at: UnsafeRawPointer($0), for: viewer, with: &sight, into: &weights)
        }
    }

    /// Tells `sight` that `world` is now that of `tick`: after each step.
    @inlinable
    public func follow(
        _ world: borrowing World, at tick: Tick, with sight: inout InterestSight
    ) {
        unsafe withUnsafePointer(to: world) {
            unsafe follow(at: UnsafeRawPointer($0), tick, with: &sight)
        }
    }

    /// Takes the exact world, field by field, into `hasher`.
    @inlinable
    public func hash(_ world: borrowing World, into hasher: inout StateHasher) {
        unsafe withUnsafePointer(to: world) {
            unsafe hash(at: UnsafeRawPointer($0), into: &hasher)
        }
    }

    /// The names of the tables (and "scalars") in which two worlds differ.
    public func differences(_ one: World, _ other: World) -> [String] {
        var names: [String] = []
        unsafe withUnsafePointer(to: one) { one in
            unsafe withUnsafePointer(to: other) { other in
                for table in tables {
                    var hashers = (StateHasher(), StateHasher())
                    unsafe table.hash(UnsafeRawPointer(one), &hashers.0)
                    unsafe table.hash(UnsafeRawPointer(other), &hashers.1)
                    if hashers.0.value != hashers.1.value { names.append(table.name) }
                }
                var hashers = (StateHasher(), StateHasher())
                unsafe shape.scalars.hash(UnsafeRawPointer(one), into: &hashers.0)
                unsafe shape.scalars.hash(UnsafeRawPointer(other), into: &hashers.1)
                if hashers.0.value != hashers.1.value { names.append("scalars") }
            }
        }
        return names
    }

    /// The world that a snapshot shows: quantised, and blank where the viewer sees nothing.
    @inlinable
    public func restore(_ snapshot: Snapshot, into world: inout World) {
        unsafe withUnsafeMutablePointer(to: &world) {
            unsafe restore(snapshot, at: UnsafeMutableRawPointer($0))
        }
    }

    /// Makes the world that `old` shows the world that `new` shows.
    @inlinable
    public func update(
        _ world: inout World, from old: borrowing Snapshot, to new: borrowing Snapshot
    ) {
        unsafe withUnsafeMutablePointer(to: &world) {
            unsafe update(at: UnsafeMutableRawPointer($0), from: old, to: new)
        }
    }

    @usableFromInline
    @unsafe
    func capture(
        at world: UnsafeRawPointer, for viewer: Viewer, at tick: Tick,
        into snapshot: inout Snapshot
    ) {
        if hasInterest {
            var sight = InterestSight()
            unsafe capture(
                at: world, for: viewer, at: tick, after: nil, with: &sight, into: &snapshot)
            return
        }
        for index in tables.indices {
            unsafe tables[index].capture(world, viewer, &snapshot.tables[index])
        }
        unsafe captureScalars(at: world, tick, into: &snapshot)
    }

    @usableFromInline
    @unsafe
    func capture(
        at world: UnsafeRawPointer, for viewer: Viewer, at tick: Tick, after previous: Snapshot?,
        with sight: inout InterestSight, into snapshot: inout Snapshot
    ) {
        // Where all see the same, there is one capture, and nothing to gather it from.
        guard hasViews else {
            return unsafe capture(at: world, for: viewer, at: tick, into: &snapshot)
        }
        unsafe sight.gather(world, tables, at: tick)
        unsafe sight.capture(world, tables, for: viewer, previous, into: &snapshot)
        unsafe captureScalars(at: world, tick, into: &snapshot)
    }

    @unsafe
    private func captureScalars(
        at world: UnsafeRawPointer, _ tick: Tick, into snapshot: inout Snapshot
    ) {
        snapshot.tick = tick
        snapshot.scalars.removeAll(keepingCapacity: true)
        unsafe shape.scalars.appendRow(
            of: world, to: &snapshot.scalars, seesOwner: true, seesTeam: true)
    }

    @usableFromInline
    @unsafe
    func weigh(
        _ seen: borrowing Snapshot, at world: UnsafeRawPointer, for viewer: Viewer,
        with sight: inout InterestSight, into weights: inout [UInt32]
    ) {
        for index in tables.indices {
            let ids = seen.tables[index].ids
            if let weigh = unsafe tables[index].weigh {
                let own = sight.ownIDs(of: ids, index, for: viewer)
                unsafe weigh(world, viewer, own, &weights)
            } else if tables[index].priority.isByDistance {
                unsafe sight.gather(world, tables, at: seen.tick)
                sight.weigh(index, tables[index].priority, for: viewer, ids, into: &weights)
            } else {
                let weight = tables[index].priority.near
                weights.append(contentsOf: repeatElement(weight, count: ids.count))
            }
        }
    }

    @usableFromInline
    @unsafe
    func follow(
        at world: UnsafeRawPointer, _ tick: Tick, with sight: inout InterestSight
    ) {
        unsafe sight.follow(world, tables, at: tick, hasInterest: hasInterest)
    }

    @usableFromInline
    @unsafe
    func hash(at world: UnsafeRawPointer, into hasher: inout StateHasher) {
        for table in tables { unsafe table.hash(world, &hasher) }
        unsafe shape.scalars.hash(world, into: &hasher)
    }

    @usableFromInline
    @unsafe
    func restore(_ snapshot: Snapshot, at world: UnsafeMutableRawPointer) {
        for index in tables.indices {
            unsafe tables[index].restore(snapshot.tables[index], world)
        }
        unsafe shape.scalars.put(snapshot.scalars[...], into: world)
    }

    @usableFromInline
    @unsafe
    func update(
        at world: UnsafeMutableRawPointer, from old: borrowing Snapshot,
        to new: borrowing Snapshot
    ) {
        for index in tables.indices where old.tables[index] != new.tables[index] {
            unsafe tables[index].restore(new.tables[index], world)
        }
        unsafe shape.scalars.put(new.scalars[...], into: world)
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
