/// One table of a world's layout.
public struct Entities<World>: Sendable {
    @usableFromInline let functions: TableFunctions

    /// The table at `path`, called `name` on the wire.
    ///
    /// `owner` says who sees the fields with `audience: .owner`; `interest` who sees which
    /// entities, and `priority` which go first to a client that cannot get all, where `position`
    /// says that they are. `ids` says whether ids may tell of entities that a client does not see.
    @inlinable
    public init<Entity: Replicable>(
        _ name: String, _ path: any WritableKeyPath<World, Table<Entity>> & Sendable,
        owner: Owner<Entity> = .nobody, position: Position<Entity> = .none,
        interest: Interest<World, Entity> = .everything,
        priority: Priority<World, Entity> = .kind(), ids: EntityIDs = .shared
    ) {
        let places = InterestPlaces(name, owner: owner, team: nil, position: position)
        self.init(name, path, places, interest, priority, ids)
    }

    /// The table at `path`, called `name` on the wire.
    ///
    /// `owner` and `team` say who sees the fields with `audience: .owner` and `.team`; `interest`
    /// who sees which entities, and `priority` which go first to a client that cannot get all,
    /// where `position` says that they are. `ids` says whether ids may tell of entities that a
    /// client does not see.
    @inlinable
    public init<Entity: Replicable>(
        _ name: String, _ path: any WritableKeyPath<World, Table<Entity>> & Sendable,
        owner: Owner<Entity> = .nobody, team: any KeyPath<Entity, UInt8> & Sendable,
        position: Position<Entity> = .none, interest: Interest<World, Entity> = .everything,
        priority: Priority<World, Entity> = .kind(), ids: EntityIDs = .shared
    ) {
        let places = InterestPlaces(name, owner: owner, team: team, position: position)
        self.init(name, path, places, interest, priority, ids)
    }

    @inlinable
    init<Entity: Replicable>(
        _ name: String, _ path: any WritableKeyPath<World, Table<Entity>> & Sendable,
        _ places: InterestPlaces, _ interest: Interest<World, Entity>,
        _ priority: Priority<World, Entity>, _ ids: EntityIDs
    ) {
        guard let offset = MemoryLayout<World>.offset(of: path) else {
            fatalError("table \(name) is a stored property of \(World.self)")
        }
        let access = TableAccess(replica: Replica<Entity>(), places: places)
        var functions = TableFunctions(
            name, at: offset, access, interest.plan.with(ids), priority.plan)
        if let rule = interest.rule {
            unsafe functions.sees = { world, viewer, seen in
                let table = unsafe (world + offset).assumingMemoryBound(to: Table<Entity>.self)
                let world = unsafe world.assumingMemoryBound(to: World.self)
                unsafe access.choose(table.pointee, into: &seen) { entity, id in
                    unsafe rule(entity, id, viewer, world.pointee)
                }
            }
        }
        if let rule = priority.rule {
            unsafe functions.weigh = { world, viewer, ids, weights in
                let table = unsafe (world + offset).assumingMemoryBound(to: Table<Entity>.self)
                let world = unsafe world.assumingMemoryBound(to: World.self)
                unsafe access.weigh(table.pointee, ids, into: &weights) { entity, id in
                    unsafe rule(entity, id, viewer, world.pointee)
                }
            }
        }
        self.functions = functions
    }
}
