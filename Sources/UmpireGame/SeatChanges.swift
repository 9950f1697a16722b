public import UmpireBasics

/// Who came and went between two steps: an input of the simulation, recorded like the players'
/// inputs.
public struct SeatChanges: Hashable, Sendable {
    /// Who took a seat.
    public var joined = PlayerSet()
    /// Who gave one up.
    public var left = PlayerSet()
    /// Whose connection broke.
    public var dropped = PlayerSet()
    /// Who came back.
    public var returned = PlayerSet()

    /// No change.
    public init() {}

    /// Whether nothing changed.
    public var isEmpty: Bool {
        joined.isEmpty && left.isEmpty && dropped.isEmpty && returned.isEmpty
    }
}
