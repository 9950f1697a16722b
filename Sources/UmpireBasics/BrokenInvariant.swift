/// Something that must hold after each event, and does not: a bug of ours, said by a check.
package struct BrokenInvariant: Error, Equatable, CustomStringConvertible {
    package let description: String

    /// What does not hold, in words.
    package init(_ description: String) { self.description = description }
}
