import Glibc
import UmpireBasics

/// How much of a core the calling thread takes.
struct SocketUsage {
    /// A thread that takes more has no time left for what it should measure.
    static let tooBusy = 0.9

    private let start: Instant
    private let used: UInt64
    private var lastTime: Instant
    private var lastUsed: UInt64
    private(set) var busiest = 0.0
    /// Seconds in which the thread had hardly a pause.
    private(set) var busySeconds = 0

    /// Counts from now on.
    init(at now: Instant) {
        start = now
        used = SocketUsage.nanoseconds
        lastTime = now
        lastUsed = used
    }

    /// A second has passed.
    mutating func second(at now: Instant) {
        let all = SocketUsage.nanoseconds
        let share = Double(all - lastUsed) / Double(max(1, now.nanoseconds(since: lastTime)))
        busiest = max(busiest, share)
        if share > SocketUsage.tooBusy { busySeconds += 1 }
        lastTime = now
        lastUsed = all
    }

    /// What a report says about it.
    func notes(at now: Instant) -> [String] {
        let seconds = max(1, now.nanoseconds(since: start))
        let share = Double(SocketUsage.nanoseconds - used) / Double(seconds)
        var notes = [
            "The bots' thread took \(SocketUsage.percent(share)) of a core"
                + (busiest > 0 ? ", \(SocketUsage.percent(busiest)) in its busiest second." : ".")
        ]
        if busySeconds > 0 {
            notes.append(
                "The bots' thread had hardly a pause in \(busySeconds) seconds; use fewer bots.")
        }
        return notes
    }

    private static func percent(_ share: Double) -> String {
        "\(Int((share * 100).rounded())) %"
    }

    private static var nanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
