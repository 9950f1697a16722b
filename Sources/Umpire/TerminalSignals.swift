import Glibc

/// Takes signals one after the other on a thread of its own, so that no code runs within a handler.
///
/// Signals are held back in the whole process: call `hold` before other threads are started, which
/// take that over.
struct TerminalSignals {
    private var taken = sigset_t()
    private var before = sigset_t()

    /// Those that end, and with `isLive` those of a shell's jobs and of the window's size.
    ///
    /// One that whoever started the program wants ignored, as `nohup` does, stays ignored.
    init(isLive: Bool) {
        sigemptyset(&taken)
        let jobs = isLive ? [SIGTSTP, SIGCONT, SIGWINCH] : []
        for signal in [SIGINT, SIGTERM, SIGHUP] + jobs
        where !TerminalSignals.isIgnored(signal) { sigaddset(&taken, signal) }
    }

    /// Holds the signals back in this thread and in all that it starts.
    mutating func hold() { pthread_sigmask(SIG_BLOCK, &taken, &before) }

    /// Leaves them to the system again, in this thread.
    mutating func release() { pthread_sigmask(SIG_SETMASK, &before, nil) }

    /// The next one, or nil when none comes within so many milliseconds below 1,000.
    mutating func next(withinMilliseconds milliseconds: Int) -> Int32? {
        var limit = timespec(tv_sec: 0, tv_nsec: milliseconds * 1_000_000)
        let signal = sigtimedwait(&taken, nil, &limit)
        return signal > 0 ? signal : nil
    }

    /// Stops the process as Ctrl-Z does, and returns when it goes on.
    static func stopProcess() {
        var stop = sigset_t()
        var before = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTSTP)
        pthread_sigmask(SIG_UNBLOCK, &stop, &before)
        raise(SIGTSTP)
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
