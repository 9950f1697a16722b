/// What encoder and decoder expect of a rotation: that it turns on as it turned.
///
/// ```
///   older ── behind ──▶ old ── ahead ──▶ expected      on a great circle of the unit sphere
///
///   steps:  r₀ = old,  r₁ = 2c · old − older,  rₙ₊₁ = 2c · rₙ − rₙ₋₁      c = older · old
/// ```
///
/// `ahead` ÷ `behind` such steps are made, at most `maxSteps`; a last part of a step goes straight.
/// A rotation that turned by more than a quarter jumped, and is not expected to go on.
struct RotationExpectation: BitwiseCopyable, Sendable {
    /// The number of the part that is expected to be the largest.
    private(set) var largest = 0
    /// The word that would make the errors 0.
    private(set) var word: UInt32 = 0
    /// How far the numbers moved together to get where they are.
    private(set) var distance: UInt32 = 0
    /// How far each number is expected to go, in the mean.
    private(set) var meanChange: UInt32 = 0
    /// As in the baseline.
    private var still = RotationVector(x: 0, y: 0, z: 0, w: 0)
    /// Turned on.
    private var onward = RotationVector(x: 0, y: 0, z: 0, w: 0)
    private var moves = false
    private var coding = RotationCoding(bits: 9)

    static let maxSteps = 8
    /// The cosine of half a quarter turn.
    private static let leastDot = RotationVector.rootOfHalf

    /// Of nothing.
    init() {}

    /// Of a rotation that was `older` and then `old`; `moves`: whether the tables say that it goes
    /// on.
    init(
        _ coding: RotationCoding, old: UInt32, older: UInt32, moves: Bool, _ ages: SnapshotAges
    ) {
        self.coding = coding
        self.moves = moves
        still = RotationVector(old, coding)
        let past = RotationVector(older, coding)
        let next = RotationExpectation.onward(still, past, ages)
        onward = next ?? still
        let isTurned = moves && next != nil
        largest = isTurned ? onward.largest : coding.largest(of: old)
        let limit = coding.limit
        let now = still.sent(without: largest, limit)
        let then = onward.sent(without: largest, limit)
        meanChange = UInt32(truncatingIfNeeded: then.distance(to: now) / 3)
        distance = UInt32(
            truncatingIfNeeded: past.sent(without: largest, limit).distance(to: now))
        word = coding.word(largest: largest, isTurned ? then : now)
    }

    /// By how many steps of a number the largest part is expected to lead.
    var lead: Int {
        (moves ? onward : still).lead * coding.limit / (2 * RotationVector.rootOfHalf)
    }

    /// The same as a level.
    var leadLevel: Int {
        ErrorContext.level(ofEnergy: UInt32(truncatingIfNeeded: min(lead, 0xFFFF)))
    }

    /// What is known of the numbers, where `largest` is left out.
    func numbers(without largest: Int) -> ExpectedNumbers {
        let limit = coding.limit
        let now = still.sent(without: largest, limit)
        let then = onward.sent(without: largest, limit)
        return ExpectedNumbers(
            expected: moves ? then : now, still: now, onward: then, limit: limit)
    }

    /// How wrong it would have been to expect of `word` that it turns on, or that it stays.
    func errors(of word: UInt32) -> (onward: UInt32, still: UInt32) {
        let known = numbers(without: coding.largest(of: word))
        let numbers = RotationNumbers(
            coding.part(0, of: word), coding.part(1, of: word), coding.part(2, of: word))
        return (
            UInt32(truncatingIfNeeded: numbers.distance(to: known.onward)),
            UInt32(truncatingIfNeeded: numbers.distance(to: known.still))
        )
    }

    /// Where `old` turns to after `past`; nil when it jumped.
    private static func onward(
        _ old: RotationVector, _ past: RotationVector, _ ages: SnapshotAges
    ) -> RotationVector? {
        let one = RotationVector.one
        let dot = old.dot(past)
        let cosine = min(Int(dot.magnitude), one)
        guard cosine >= leastDot, ages.behind > 0 else { return nil }
        let behind = Int(ages.behind)
        let ahead = min(Int(ages.ahead), maxSteps * behind)
        // What the vector is made of: so much of `old`, less so much of `past`.
        var (now, before) = (one, 0)
        for _ in 0..<(ahead / behind) {
            (now, before) = (2 * cosine * now / one - before, now)
        }
        let rest = ahead % behind
        if rest > 0 {
            let next = 2 * cosine * now / one - before
            (now, before) = (
                now + (next - now) * rest / behind, before + (now - before) * rest / behind
            )
        }
        if dot < 0 { before = -before }
        return RotationVector(
            x: (now * old.x - before * past.x) / one, y: (now * old.y - before * past.y) / one,
            z: (now * old.z - before * past.z) / one, w: (now * old.w - before * past.w) / one)
    }
}
