/// A point on the monotonic clock, in nanoseconds; the core never reads a clock, it is told the
/// time.
public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Nanoseconds since the clock's own origin.
    public var nanoseconds: UInt64

    /// The instant this many nanoseconds after the clock's origin.
    @inlinable
    public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

    /// The clock's origin.
    public static let zero = Instant(nanoseconds: 0)

    /// The instant `nanoseconds` later.
    @inlinable
    public func advanced(byNanoseconds nanoseconds: UInt64) -> Instant {
        Instant(nanoseconds: self.nanoseconds &+ nanoseconds)
    }

    /// The instant `milliseconds` later.
    @inlinable
    public func advanced(byMilliseconds milliseconds: UInt64) -> Instant {
        advanced(byNanoseconds: milliseconds &* 1_000_000)
    }

    /// Nanoseconds from `earlier` to this instant; negative when `earlier` is later.
    @inlinable
    public func nanoseconds(since earlier: Instant) -> Int64 {
        Int64(bitPattern: nanoseconds &- earlier.nanoseconds)
    }

    /// Earlier instants are less.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}
