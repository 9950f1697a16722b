/// Under which ids clients know the entities of a table.
public enum EntityIDs: Sendable {
    /// Under the table's own: all clients and the game use the same ones.
    ///
    /// They may be named in fields, inputs and cues. Those that `Table.insert` hands out come from
    /// one counter, so that a gap tells a client that something was inserted.
    case shared
    /// Under ids that follow from what there is to see for the client, and from nothing else.
    ///
    /// Whatever else two worlds hold, and in whatever order all was made: where a client has had
    /// the same to see in both, it knows the same by the same ids. Of entities that always looked
    /// alike to it, their rows decide which is which, as soon as these differ. All that there was
    /// to see when it was sent a snapshot counts, also what did not fit. Ids begin anew for who was
    /// sent nothing for 32 ticks, and for who takes another's seat.
    ///
    /// For tables that players see in part. What goes out of sight and comes back has another id.
    /// A client cannot name these entities in an input, nor find one that a field or cue names.
    /// The game's rules get the table's own ids. Where bytes are short, what goes first tells what
    /// priorities are made from. Spectators who see everything get the table's own ids.
    case perViewer
}
