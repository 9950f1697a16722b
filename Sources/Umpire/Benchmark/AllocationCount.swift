import Glibc

/// How often the process asked for memory, when a counting library was loaded before it.
///
/// `core-bench` loads one; without it nothing counts, and the program pays nothing.
enum AllocationCount {
    private typealias Counter = @convention(c) () -> UInt

    private static let counter: Counter? = dlsym(nil, "umpire_allocation_count").map {
        unsafeBitCast($0, to: Counter.self)
    }

    static var now: UInt? { counter?() }

    static func since(_ earlier: UInt?) -> UInt? {
        guard let earlier, let now else { return nil }
        return now - earlier
    }
}
