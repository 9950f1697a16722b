/// Where an entity is, for interest and priorities by distance.
public enum Position<Entity: Replicable>: Sendable {
    /// Nowhere: the table has neither.
    case none
    /// Two coordinates of one plane, in the game's own unit; both are stored properties.
    case at(any KeyPath<Entity, Float> & Sendable, any KeyPath<Entity, Float> & Sendable)
}
