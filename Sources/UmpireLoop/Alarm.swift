internal import CLibuv
internal import CUmpireLoop
public import UmpireBasics

/// Calls a closure at an absolute time: what the ticks of a loop come from.
///
/// A `timerfd` on CLOCK_MONOTONIC, since libuv's own timers count whole milliseconds from a time
/// they read once a turn: measured at 60 Hz, half of their ticks were 0.6 ms late and more, those
/// of the descriptor 0.05 ms. One for each loop is enough: arm it for whatever is due next.
public final class Alarm {
    /// When it will call, nil while it is not armed.
    public private(set) var due: Instant?

    private let loop: Loop
    private var handler: ((Instant) -> Void)?
    private let handle: UnsafeMutablePointer<uv_poll_t>
    private let descriptor: Int32
    private var isClosing = false

    /// Makes an alarm that is not armed. It keeps its loop alive until `close`.
    ///
    /// `handler` gets the time now, never before `due`; it may arm the alarm again.
    public init(on loop: Loop, _ handler: @escaping (_ now: Instant) -> Void) throws(LoopError) {
        try loop.requireRunning()
        descriptor = umpire_timer_open()
        if descriptor < 0 { throw .system(doing: "making a timer", code: descriptor) }
        self.loop = loop
        self.handler = handler
        handle = .allocate(capacity: 1)
        requireSuccess(uv_poll_init(loop.raw, handle, descriptor), "uv_poll_init")
        retainOwner(self, in: handle.asHandle)
        let status = uv_poll_start(handle, Int32(UV_READABLE.rawValue), alarmReady)
        requireSuccess(status, "uv_poll_start")
    }

    deinit {
        handle.deallocate()
    }

    /// Calls the handler once at `due`, in the next turn if that has passed, instead of at the
    /// time armed before. Costs a system call unless `due` is what it is armed for.
    public func arm(at due: Instant) {
        if due == self.due || isClosing { return }
        self.due = due
        // 0 would disarm the timer.
        set(max(due.nanoseconds, 1))
    }

    /// Calls the handler no more, until it is armed again.
    public func disarm() {
        if due == nil || isClosing { return }
        due = nil
        set(0)
    }

    /// Gives the timer back.
    public func close() {
        if isClosing { return }
        isClosing = true
        due = nil
        uv_close(handle.asHandle, alarmClosed)
    }

    private func set(_ nanoseconds: UInt64) {
        requireSuccess(umpire_timer_set(descriptor, nanoseconds), "timerfd_settime")
    }

    /// The timer stays readable until it is armed again, which mostly happens before the loop
    /// waits: so reading it, a system call, is left to a turn in which it was not.
    fileprivate func ready() {
        guard let due else {
            _ = umpire_timer_take(descriptor)
            return
        }
        // Arming again in the same turn takes back that the timer was due.
        let now = loop.now
        if now < due { return }
        self.due = nil
        handler?(now)
    }

    fileprivate func closeEnded() {
        handler = nil
        umpire_close(descriptor)
    }
}

extension Alarm: LoopResource {
    func loopStopped() {
        close()
    }
}

private func alarmReady(_ handle: UnsafeMutablePointer<uv_poll_t>?, _: Int32, _: Int32) {
    guard let data = handle?.pointee.data else { return }
    Unmanaged<Alarm>.fromOpaque(data).takeUnretainedValue().ready()
}

private func alarmClosed(_ handle: UnsafeMutablePointer<uv_handle_t>?) {
    guard let handle else { return }
    releaseOwner(Alarm.self, of: handle)?.closeEnded()
}
