import UmpireBasics

/// The cues of the last ticks that all get, or one player alone, as rows: for clients whose newest
/// snapshot is older than the last tick.
struct CueHistory: Sendable {
    private var ticks: [Tick] = []
    private var words: [UInt32] = []
    /// Where the oldest lies; those before it are taken out now and then, many at once.
    private var start = 0
    private let width: Int

    init(width: Int) { self.width = width }

    /// Adds the row of a cue; drops the oldest beyond the limit.
    mutating func append(_ row: ArraySlice<UInt32>, at tick: Tick) {
        if count == Limits.cuesKept { removeFirst(1) }
        ticks.append(tick)
        words.append(contentsOf: row)
    }

    /// Forgets cues that no client can still be missing.
    mutating func forget(before tick: Tick) {
        var old = 0
        while old < count, self.tick(old) < tick { old += 1 }
        if old > 0 { removeFirst(old) }
    }

    /// The index of the first cue after `tick`; looks from the newest, as most clients miss few.
    func first(after tick: Tick) -> Int {
        var first = count
        while first > 0, self.tick(first - 1) > tick { first -= 1 }
        return first
    }

    var count: Int { ticks.count - start }

    func tick(_ index: Int) -> Tick { ticks[start + index] }

    func row(_ index: Int) -> ArraySlice<UInt32> {
        let place = (start + index) * width
        return words[place..<(place + width)]
    }

    private mutating func removeFirst(_ old: Int) {
        start += old
        guard start >= Limits.cuesKept || count == 0 else { return }
        ticks.removeFirst(start)
        words.removeFirst(start * width)
        start = 0
    }
}
