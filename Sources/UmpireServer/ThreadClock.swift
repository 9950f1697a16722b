import Glibc

/// How long the calling thread has been at work.
enum ThreadClock {
    /// Lets nothing happen on the calling thread for so long.
    static func standStill(milliseconds: UInt64) {
        // Begun anew when a signal interrupts it: a little longer does no harm.
        while poll(nil, 0, Int32(clamping: milliseconds)) < 0 && errno == EINTR {}
    }

    /// Nanoseconds since the thread's beginning in which it was running.
    static var nanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
