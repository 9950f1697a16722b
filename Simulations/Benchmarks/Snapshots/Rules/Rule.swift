import UmpireState

/// A way to write snapshots that is only counted: a column to compare with.
protocol Rule {
    /// The column's title, and its name in JSON.
    var name: String { get }
    /// Sees each snapshot once, in order, before any is counted against it.
    mutating func follow(_ now: Snapshot)
    /// Bytes that turn `baseline` into `now`.
    mutating func bytes(of now: Snapshot, against baseline: Snapshot) -> Int
}

extension Rule {
    mutating func follow(_ now: Snapshot) {}
}

extension WorldShape {
    /// The rules that a workload of this shape is counted with, the rival first.
    var rules: [any Rule] {
        [ColyseusRule(self), ZlibRule(self), FixedRule(self), FirstCodecRule(self)]
    }
}
