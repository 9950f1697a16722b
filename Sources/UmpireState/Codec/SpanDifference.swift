extension Span<UInt32> {
    /// Whether some word of two rows of one width differs.
    @inline(__always)
    func differs(from other: Span<UInt32>) -> Bool {
        for column in indices where self[column] != other[column] { return true }
        return false
    }
}
