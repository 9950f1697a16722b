/// Under which ids clients know the entities of a table.
public enum EntityIDs: Sendable {
    /// Under the table's own: all clients and the game use the same ones.
    ///
    /// They may be named in fields, inputs and cues. Those that `Table.insert` hands out come from
    /// one counter, so that a gap tells a client that something was inserted.
    case shared
    /// Under ids that depend on nothing but what the client was shown: no gap tells of the rest.
    ///
    /// For tables that players see in part. What goes out of sight and comes back has another id.
    /// A client cannot name these entities in an input, nor find one that a field or cue names.
    /// Spectators who see everything get the table's own ids.
    case perViewer
}
