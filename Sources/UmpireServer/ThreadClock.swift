import Glibc

/// How long the calling thread has been at work.
enum ThreadClock {
    /// Nanoseconds since the thread's beginning in which it was running.
    static var nanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
