/// One table of a world's layout.
public struct Entities<World>: Sendable {
    @usableFromInline let functions: TableFunctions

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
        functions = TableFunctions(
            name, at: offset, TableAccess(replica: Replica<Entity>(), owner: owner, team: team))
    }
}
