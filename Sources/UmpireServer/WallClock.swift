import Glibc

/// The time of day, for file names and recordings' headers alone.
enum WallClock {
    /// Milliseconds since 1970 (UTC).
    static var milliseconds: UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return UInt64(now.tv_sec) * 1_000 + UInt64(now.tv_nsec) / 1_000_000
    }

    /// Date and time in UTC, such as `20260131-235959`.
    static var stamp: String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let numbers = [
            parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
            parts.tm_sec,
        ]
        let digits = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
        return digits[0...2].joined() + "-" + digits[3...5].joined()
    }
}
