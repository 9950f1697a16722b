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
        ahead == behind ? change : change * Int64(ahead) / Int64(behind)
    }
}

/// What encoder and decoder expect of one word, from baseline and predecessor alone.
///
/// Whole numbers only: Swift, JavaScript and Python agree to the bit.
struct Expectation {
    /// The word that would make the error 0.
    let word: UInt32
    /// How far it is from the baseline's word, at most 65,535.
    let distance: UInt32
    /// Whether it went down: then the error's sign is turned round.
    let isDown: Bool

    /// Of a quantity that moved from `older` to `old`.
    ///
    /// One that went further than an eighth of its range has jumped, and is not expected to go on.
    @inline(__always)
    init(
        _ field: borrowing FieldContexts, old: UInt32, older: UInt32, moves: Bool,
        _ ages: SnapshotAges
    ) {
        let step = field.wraps ? field.signed(old &- older) : Int64(old) - Int64(older)
        let change = step.magnitude * 8 > UInt64(field.limit) ? 0 : ages.carried(step)
        distance = UInt32(min(change.magnitude, 0xFFFF))
        isDown = change < 0
        guard moves else {
            word = old
            return
        }
        if field.wraps {
            word = UInt32(truncatingIfNeeded: Int64(old) + change) & field.limit
        } else {
            word = UInt32(min(max(Int64(old) + change, 0), Int64(field.limit)))
        }
    }
}

extension FieldContexts {
    /// The difference of two words of a circle, the short way round.
    @inline(__always)
    func signed(_ difference: UInt32) -> Int64 {
        let shift = UInt32(32 - bits)
        return Int64(Int32(bitPattern: difference << shift) >> Int32(shift))
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

/// What the fields of a row that were coded so far say of the next.
struct RowErrors {
    private var sum: UInt32 = 0
    private var count: UInt32 = 0
    /// Whether a choice changed.
    var isShaken = false

    /// Begins the fields of another kind.
    @inline(__always)
    mutating func beginKind() {
        sum = 0
        count = 0
    }

    @inline(__always)
    mutating func add(_ error: UInt32) {
        sum += min(error, 0xFFFF)
        count += 1
    }

    /// Which of the field's contexts the next error is in.
    @inline(__always)
    func context(distance: UInt32) -> Int {
        if isShaken { return ErrorContext.shaken }
        let mean = count == 0 ? 0 : 8 * sum / count
        return ErrorContext.level(ofEnergy: distance + mean)
    }
}
