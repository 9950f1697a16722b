public import UmpireBasics

/// One table of a world's layout.
///
/// Its functions take the world as an address and are specialised where the game is compiled:
/// hidden behind
/// generic functions of this module they cost several times as much.
@safe
public struct Entities<World>: Sendable {
    @usableFromInline let name: String
    @usableFromInline let offset: Int
    @usableFromInline let byteCount: Int
    @usableFromInline let plan: RowPlan
    @usableFromInline let capture: @Sendable (UnsafeRawPointer, Viewer, inout TableRows) -> Void
    @usableFromInline let hash: @Sendable (UnsafeRawPointer, inout StateHasher) -> Void
    @usableFromInline let restore: @Sendable (TableRows, UnsafeMutableRawPointer) -> Void

    /// The table at `path`, called `name` on the wire.
    ///
    /// `owner` says who sees the fields with `audience: .owner`.
    @inlinable
    public init<Entity: Replicable>(
        _ name: String, _ path: any WritableKeyPath<World, Table<Entity>> & Sendable,
        owner: Owner<Entity> = .nobody
    ) {
        self.init(name, path, owner, nil)
    }

    /// The table at `path`, called `name` on the wire.
    ///
    /// `owner` and `team` say who sees the fields with `audience: .owner` and `.team`.
    @inlinable
    public init<Entity: Replicable>(
        _ name: String, _ path: any WritableKeyPath<World, Table<Entity>> & Sendable,
        owner: Owner<Entity> = .nobody, team: any KeyPath<Entity, UInt8> & Sendable
    ) {
        self.init(name, path, owner, team)
    }

    @inlinable
    init<Entity: Replicable>(
        _ name: String, _ path: any WritableKeyPath<World, Table<Entity>> & Sendable,
        _ owner: Owner<Entity>, _ team: (any KeyPath<Entity, UInt8> & Sendable)?
    ) {
        guard let offset = MemoryLayout<World>.offset(of: path) else {
            fatalError("table \(name) is a stored property of \(World.self)")
        }
        let access = TableAccess(replica: Replica<Entity>(), owner: owner, team: team)
        self.name = name
        self.offset = offset
        byteCount = MemoryLayout<Table<Entity>>.size
        plan = access.replica.plan
        unsafe capture = { world, viewer, rows in
            let table = unsafe (world + offset).assumingMemoryBound(to: Table<Entity>.self)
            access.capture(unsafe table.pointee, for: viewer, into: &rows)
        }
        unsafe hash = { world, hasher in
            let table = unsafe (world + offset).assumingMemoryBound(to: Table<Entity>.self)
            access.hash(unsafe table.pointee, into: &hasher)
        }
        unsafe restore = { rows, world in
            let table = unsafe (world + offset).assumingMemoryBound(to: Table<Entity>.self)
            unsafe access.restore(rows, into: &table.pointee)
        }
    }
}
