import UmpireBasics

/// Which of a server's shards one is, and how codes and tokens say to which shard they belong.
package struct ShardPlace: Equatable, Sendable {
    /// Most shards of one server: the first letter of a room's code tells them apart.
    package static let most = 32

    package let index: Int
    package let count: Int

    /// Shard `index` of `count`, 1…32.
    package init(index: Int, count: Int) {
        require(
            (1...ShardPlace.most).contains(count) && (0..<count).contains(index),
            "a shard is one of at most \(ShardPlace.most)")
        self.index = index
        self.count = count
    }

    /// The only shard of a server.
    package static let only = ShardPlace(index: 0, count: 1)
}
