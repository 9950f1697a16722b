/// Which context an error of a prediction is in: the *energy* that is seen before it.
///
/// ```
///   energy = mean |expected change| of the group's quantities that moved
///          + 8 × mean |error| of its quantities before this one, 0 of those that stay
///   level  = 0 for no energy, else 1 + ⌊log₂ energy⌋, at most 15
/// ```
enum ErrorContext {
    /// Contexts of one field: 16 levels and the four below.
    static let count = 20
    /// The field did not change last time, or the row is not known from before.
    static let quiet = 16
    /// The row is new: the error is the difference from another row.
    static let new = 17
    /// A choice of its group changes: what was known may mean nothing any more.
    static let shaken = 18
    /// A choice of its group changed last time.
    static let wasShaken = 19

    /// Contexts of an error's sign: whether it moved, by the size 1, 2, more, by the half of the
    /// range that it is in. The sign and the half of what moved down are turned round.
    static let signs = 12

    @inline(__always)
    static func level(ofEnergy energy: UInt32) -> Int {
        min(15, 32 - energy.leadingZeroBitCount)
    }

    /// Of the sign contexts, that of the size 1; the one of the next size comes `sizeStride` on.
    @inline(__always)
    static func sign(moves: Bool, isHigh: Bool) -> Int { (moves ? 6 : 0) + (isHigh ? 1 : 0) }

    /// Places from a sign context to that of the next size: two contexts of two places.
    private static let sizeStride = 4

    /// The place of the context of a size's sign, from that of the size 1.
    @inline(__always)
    static func sign(_ first: Int, error: UInt32) -> Int {
        first + sizeStride * (Int(min(error, 3)) - 1)
    }
}

/// Which context the number of a rotation's largest part is in: by how many steps it is expected to
/// lead, as a level.
enum LargestContext {
    static let bits = 2
    static let count = 18
    /// The rotation did not turn last time, or the row is not known from before.
    static let quiet = 16
    /// The row is new.
    static let new = 17
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
