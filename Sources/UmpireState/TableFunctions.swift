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
    @usableFromInline let plan: RowPlan
    @usableFromInline let capture: @Sendable (UnsafeRawPointer, Viewer, inout TableRows) -> Void
    @usableFromInline let hash: @Sendable (UnsafeRawPointer, inout StateHasher) -> Void
    @usableFromInline let restore: @Sendable (borrowing TableRows, UnsafeMutableRawPointer) -> Void

    @inlinable
    init<Entity: Replicable>(_ name: String, at offset: Int, _ access: TableAccess<Entity>) {
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
