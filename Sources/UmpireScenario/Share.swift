/// Something with its share of a whole; shares need not add up to 1.
public struct Share<Item: Equatable & Sendable>: Equatable, Sendable {
    /// How much of the whole; at least 0.
    public var share: Double
    /// What.
    public var item: Item

    /// `share` parts of `item`.
    public init(_ share: Double, _ item: Item) {
        self.share = share
        self.item = item
    }
}
