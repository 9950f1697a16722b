import UmpireBasics

/// The cues of the last ticks, as rows: for clients whose newest snapshot is older than the last
/// tick.
struct CueHistory: Sendable {
    private var ticks: [Tick] = []
    /// Who gets each; nil: all do.
    private var listeners: [PlayerSet?] = []
    private var words: [UInt32] = []
    private let width: Int

    init(width: Int) { self.width = width }

    /// Adds the row of a cue; drops the oldest beyond the limit.
    mutating func append(
        _ row: ArraySlice<UInt32>, at tick: Tick, to players: PlayerSet? = nil
    ) {
        if ticks.count == Limits.cuesKept { removeFirst(1) }
        ticks.append(tick)
        listeners.append(players)
        words.append(contentsOf: row)
    }

    /// Forgets cues that no client can still be missing.
    mutating func forget(before tick: Tick) {
        let old = ticks.firstIndex { $0 >= tick } ?? ticks.count
        if old > 0 { removeFirst(old) }
    }

    /// The index of the first cue after `tick`.
    func first(after tick: Tick) -> Int { ticks.firstIndex { $0 > tick } ?? ticks.count }

    var count: Int { ticks.count }

    /// Whether a player, nil for one who only watches, gets a cue.
    func isFor(_ player: PlayerID?, _ index: Int) -> Bool {
        guard let players = listeners[index] else { return true }
        return player.map { players.contains($0) } ?? false
    }

    func tick(_ index: Int) -> Tick { ticks[index] }

    func row(_ index: Int) -> ArraySlice<UInt32> {
        words[(index * width)..<((index + 1) * width)]
    }

    private mutating func removeFirst(_ count: Int) {
        ticks.removeFirst(count)
        listeners.removeFirst(count)
        words.removeFirst(count * width)
    }
}
