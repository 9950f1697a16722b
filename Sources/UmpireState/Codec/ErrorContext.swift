/// Which context an error of a prediction is in: the *energy* that is seen before it.
///
/// ```
///   energy = |predicted change| + 8 × mean |error| of the row's fields of this kind before it
///   level  = 0 for no energy, else 1 + ⌊log₂ energy⌋, at most 15
/// ```
enum ErrorContext {
    /// Contexts of one field: 16 levels and the three below.
    static let count = 19
    /// The field did not change last time, or the row is not known from before.
    static let quiet = 16
    /// The row is new: the error is the difference from another row.
    static let new = 17
    /// A choice of the same row changed before it: what was known may mean nothing any more.
    static let shaken = 18

    /// Contexts of an error's sign: which way it moved (not, up, down is turned to up) by the size
    /// 1, 2, more.
    static let signs = 6

    @inline(__always)
    static func level(ofEnergy energy: UInt32) -> Int {
        min(15, 32 - energy.leadingZeroBitCount)
    }

    @inline(__always)
    static func sign(moves: Bool, error: UInt32) -> Int {
        (moves ? 3 : 0) + Int(min(error, 3)) - 1
    }
}

/// Which context the flag of a field is in that may change: of what kind the row is, and how many
/// of its fields changed before it.
enum FlagContext {
    static let hot = 0
    static let cold = 4
    static let new = 8
    static let count = 12

    @inline(__always)
    static func place(_ kind: Int, changed: Int) -> Int { 2 * (kind + min(changed, 3)) }
}
