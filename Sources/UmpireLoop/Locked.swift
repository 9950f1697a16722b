internal import CUmpireLoop
internal import Synchronization

/// A value of all threads, under a lock.
///
/// A `Mutex` of which the thread sanitizer is told: it reports every use of one of Swift 6.3 by
/// two threads, also in the smallest correct program, unless something else orders them.
package final class Locked<Value: ~Copyable>: Sendable {
    private let mutex: Mutex<Value>

    /// Holds the value.
    package init(_ value: consuming sending Value) { mutex = Mutex(value) }

    /// Waits for the lock and calls `body` with the value; not from within `body`.
    package func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        let lock = Unmanaged.passUnretained(self).toOpaque()
        return try mutex.withLock { value throws(Failure) -> sending Result in
            umpire_lock_taken(lock)
            defer { umpire_lock_released(lock) }
            return try body(&value)
        }
    }
}
