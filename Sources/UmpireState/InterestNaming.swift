import UmpireBasics

/// The names that one viewer has for the entities of a world.
struct InterestNaming: Sendable {
    private(set) var viewer: Viewer
    /// When it was shown something last.
    private(set) var shownAt: Tick
    /// By table; empty for tables whose ids are shared.
    var tables: [InterestNames]

    init(_ viewer: Viewer, tables count: Int, at tick: Tick) {
        self.viewer = viewer
        shownAt = tick
        tables = [InterestNames](repeating: InterestNames(), count: count)
    }

    /// Forgets all names: the viewer holds nothing that has one.
    mutating func forget() {
        for index in tables.indices { tables[index].forget() }
    }

    /// Notes that the viewer is shown the world of `tick`.
    mutating func noteShown(at tick: Tick) { shownAt = tick }
}
