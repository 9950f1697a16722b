/// How far the snapshots lie apart that a packet depends on.
///
/// ```
///   predecessor ── behind ──▶ baseline ── ahead ──▶ snapshot
/// ```
public struct SnapshotAges: Equatable, Sendable {
    /// Ticks from the baseline to the snapshot.
    public let ahead: UInt8
    /// Ticks from the predecessor to the baseline; 0: there is no predecessor.
    public let behind: UInt8

    /// Of a keyframe, or of a snapshot without a predecessor.
    public init(ahead: UInt8 = 0, behind: UInt8 = 0) {
        self.ahead = ahead
        self.behind = behind
    }

    /// What a change over `behind` ticks comes to over `ahead`, rounded towards zero.
    @inline(__always)
    func carried(_ change: Int64) -> Int64 {
        if ahead == behind { return change }
        // Bytes times a word: far from what does not fit.
        let carried = change &* Int64(ahead)
        return behind == 1 ? carried : carried / Int64(behind)
    }
}

/// What encoder and decoder expect of one word, from baseline and predecessor alone.
///
/// Whole numbers only: Swift, JavaScript and Python agree to the bit.
struct Expectation: Sendable {
    /// The word that would make the error 0.
    var word: UInt32 = 0
    /// How far it was expected to go, at most 65,535.
    var distance: UInt32 = 0
    /// Whether it went down: then the error's sign is turned round.
    var isDown = false
    /// Whether the baseline's word is in the upper half of the range.
    var isHigh = false

    /// Of nothing.
    init() {}

    /// Of a quantity that made this step to get where it is.
    ///
    /// One that went further than an eighth of its range has jumped, and is not expected to go on.
    @inline(__always)
    init(
        _ field: borrowing FieldContexts, old: UInt32, step: Int64, moves: Bool,
        _ ages: SnapshotAges
    ) {
        let change = step.magnitude * 8 > UInt64(field.limit) ? 0 : ages.carried(step)
        distance = UInt32(truncatingIfNeeded: min(change.magnitude, 0xFFFF))
        isDown = change < 0
        isHigh = old > field.limit / 2
        if !moves {
            word = old
        } else if field.wraps {
            word = UInt32(truncatingIfNeeded: Int64(old) &+ change) & field.limit
        } else {
            word = UInt32(
                truncatingIfNeeded: min(max(Int64(old) &+ change, 0), Int64(field.limit)))
        }
    }
}

extension Expectation {
    /// Of a rotation that turned: how far its numbers go in the mean.
    init(_ turn: borrowing RotationExpectation) {
        word = turn.word
        distance = turn.meanChange
    }
}

extension FieldContexts {
    /// The difference of two words of a circle, the short way round.
    @inline(__always)
    func signed(_ difference: UInt32) -> Int64 {
        let shift = UInt32(truncatingIfNeeded: 32 &- bits)
        return Int64(Int32(bitPattern: difference &<< shift) &>> Int32(bitPattern: shift))
    }

    /// What a quantity moved by.
    @inline(__always)
    func step(to word: UInt32, from other: UInt32) -> Int64 {
        wraps ? signed(word &- other) : Int64(word) &- Int64(other)
    }

    /// The error of an expectation: what has to be added to it.
    @inline(__always)
    func error(of word: UInt32, expected: UInt32) -> Int32 {
        wraps
            ? Int32(truncatingIfNeeded: signed(word &- expected))
            : Int32(bitPattern: word &- expected)
    }

    /// The word of an error; it may be above the limit, when the bytes were not our encoder's.
    @inline(__always)
    func word(expected: UInt32, error: Int32) -> UInt32 {
        let word = expected &+ UInt32(bitPattern: error)
        return wraps ? word & limit : word
    }
}
