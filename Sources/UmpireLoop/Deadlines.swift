internal import CLibuv
internal import UmpireBasics

/// The coarse deadlines of one loop: closes that wait for the peer, connects, resting listeners.
///
/// One timer for all, which runs only while there is an entry: a libuv timer for each stream
/// would be a second handle with a lifetime of its own.
final class Deadlines {
    private struct Entry {
        let due: UInt64
        let owner: any DeadlineOwner
    }

    private var entries: [Entry] = []
    private let timer: UnsafeMutablePointer<uv_timer_t>

    init(on loop: UnsafeMutablePointer<uv_loop_t>) {
        timer = .allocate(capacity: 1)
        requireSuccess(uv_timer_init(loop, timer), "uv_timer_init")
        timer.pointee.data = nil
    }

    deinit {
        timer.deallocate()
    }

    /// Calls `owner.deadlinePassed()` after this time, up to one step late.
    func insert(_ owner: any DeadlineOwner, milliseconds: Int) {
        remove(owner)
        let delay = UInt64(max(milliseconds, 0)) * 1_000_000
        owner.deadlineIndex = Int32(entries.count)
        entries.append(Entry(due: uv_hrtime() &+ delay, owner: owner))
        if entries.count == 1 && uv_is_closing(timer.asHandle) == 0 {
            let step = LoopLimits.deadlineStepMilliseconds
            requireSuccess(uv_timer_start(timer, deadlineStep, step, step), "uv_timer_start")
        }
    }

    func remove(_ owner: any DeadlineOwner) {
        let index = Int(owner.deadlineIndex)
        guard index >= 0 else { return }
        owner.deadlineIndex = -1
        let last = entries.removeLast()
        if index < entries.count {
            entries[index] = last
            last.owner.deadlineIndex = Int32(index)
        }
        if entries.isEmpty {
            uv_timer_stop(timer)
        }
    }

    fileprivate func step() {
        let now = uv_hrtime()
        for index in entries.indices.reversed() where index < entries.count {
            let entry = entries[index]
            if entry.due <= now {
                remove(entry.owner)
                entry.owner.deadlinePassed()
            }
        }
    }
}

/// What waits in `Deadlines`.
protocol DeadlineOwner: AnyObject {
    /// Where it waits, -1 if it does not. Only `Deadlines` writes it.
    var deadlineIndex: Int32 { get set }
    /// The wait is over; nothing is delivered to the user from here.
    func deadlinePassed()
}

private func deadlineStep(_ timer: UnsafeMutablePointer<uv_timer_t>?) {
    guard let data = timer?.pointee.loop.pointee.data else { return }
    Unmanaged<Loop>.fromOpaque(data).takeUnretainedValue().deadlines.step()
}
