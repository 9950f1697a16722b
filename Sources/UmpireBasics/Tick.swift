/// A step of a simulation and its number, counted from 0.
public struct Tick: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
    /// The number of steps before this one.
    public var rawValue: UInt32

    /// The tick with this number.
    @inlinable
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// The first tick of a match.
    public static let zero = Tick(0)

    /// The tick after this one; wraps after 2³² − 1, which is 4.5 years at 30 Hz.
    @inlinable
    public var next: Tick { Tick(rawValue &+ 1) }

    /// How many ticks lie between `earlier` and this one; negative when `earlier` is later.
    @inlinable
    public func distance(since earlier: Tick) -> Int { Int(rawValue) - Int(earlier.rawValue) }

    /// Earlier ticks are less.
    @inlinable
    public static func < (left: Tick, right: Tick) -> Bool { left.rawValue < right.rawValue }

    /// The number in decimal.
    public var description: String { "\(rawValue)" }
}
