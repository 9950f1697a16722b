/// What is known of the three numbers of a rotation before they are told.
struct ExpectedNumbers {
    /// The numbers that would make the errors 0.
    let expected: RotationNumbers
    /// As in the baseline.
    let still: RotationNumbers
    /// Turned on.
    let onward: RotationNumbers
    /// The greatest number.
    let limit: Int

    /// Whether the number is expected to become less: then the error's sign is turned round.
    @inline(__always)
    func isDown(_ place: Int) -> Bool { onward[place] < still[place] }

    /// Whether the baseline's number is in the upper half of the range.
    @inline(__always)
    func isHigh(_ place: Int) -> Bool { still[place] > limit / 2 }
}
