public import UmpireBasics

/// What can be done with one table of a world at an address, without the world's type.
///
/// Its functions are specialised where the game is compiled; nothing that calls them is generic.
@usableFromInline
@safe
struct TableFunctions: Sendable {
    @usableFromInline let name: String
    @usableFromInline let offset: Int
    @usableFromInline let byteCount: Int
    /// Bytes from one entity to the next.
    let stride: Int
    @usableFromInline let plan: RowPlan
    let hidden: InterestColumns
    let places: InterestPlaces
    var interest: InterestPlan
    var priority: PriorityPlan
    /// For tables without interest.
    @usableFromInline let capture: @Sendable (UnsafeRawPointer, Viewer, inout TableRows) -> Void
    /// Lends the entities, side by side, and their ids.
    let lend: @Sendable (UnsafeRawPointer, (UnsafeRawBufferPointer, [UInt16]) -> Void) -> Void
    /// The rows that a viewer sees by the game's own rule; nil: it has none.
    @usableFromInline var sees: (@Sendable (UnsafeRawPointer, Viewer, inout InterestRows) -> Void)?
    /// The weights of these ids for a viewer by the game's own rule; nil: it has none.
    @usableFromInline var weigh:
        (@Sendable (UnsafeRawPointer, Viewer, [UInt16], inout [UInt32]) -> Void)?
    @usableFromInline let hash: @Sendable (UnsafeRawPointer, inout StateHasher) -> Void
    @usableFromInline let restore: @Sendable (borrowing TableRows, UnsafeMutableRawPointer) -> Void

    @usableFromInline
    init(
        _ name: String, at offset: Int, byteCount: Int, stride: Int, _ plan: RowPlan,
        _ places: InterestPlaces, _ interest: InterestPlan, _ priority: PriorityPlan,
        capture: @escaping @Sendable (UnsafeRawPointer, Viewer, inout TableRows) -> Void,
        lend:
            @escaping @Sendable (
                UnsafeRawPointer, (UnsafeRawBufferPointer, [UInt16]) -> Void
            ) -> Void,
        hash: @escaping @Sendable (UnsafeRawPointer, inout StateHasher) -> Void,
        restore: @escaping @Sendable (borrowing TableRows, UnsafeMutableRawPointer) -> Void
    ) {
        self.name = name
        self.offset = offset
        self.byteCount = byteCount
        self.stride = stride
        self.plan = plan
        hidden = InterestColumns(plan)
        self.places = places
        self.interest = interest
        self.priority = priority
        unsafe self.capture = capture
        unsafe self.lend = lend
        unsafe self.hash = hash
        unsafe self.restore = restore
    }

    @inlinable
    init<Entity: Replicable>(
        _ name: String, at offset: Int, _ access: TableAccess<Entity>, _ interest: InterestPlan,
        _ priority: PriorityPlan
    ) {
        unsafe self.init(
            name, at: offset, byteCount: MemoryLayout<Table<Entity>>.size,
            stride: MemoryLayout<Entity>.stride, access.replica.plan, access.places, interest,
            priority,
            capture: { world, viewer, rows in
                let table = unsafe (world + offset).assumingMemoryBound(to: Table<Entity>.self)
                access.capture(unsafe table.pointee, for: viewer, into: &rows)
            },
            lend: { world, use in
                let table = unsafe (world + offset).assumingMemoryBound(to: Table<Entity>.self)
                unsafe table.pointee.entities.withUnsafeBytes {
                    unsafe use($0, table.pointee.numbers)
                }
            },
            hash: { world, hasher in
                let table = unsafe (world + offset).assumingMemoryBound(to: Table<Entity>.self)
                access.hash(unsafe table.pointee, into: &hasher)
            },
            restore: { rows, world in
                let table = unsafe (world + offset).assumingMemoryBound(to: Table<Entity>.self)
                unsafe access.restore(rows, into: &table.pointee)
            })
    }
}
