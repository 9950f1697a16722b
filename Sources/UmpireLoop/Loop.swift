internal import CLibuv
internal import CUmpireLoop
public import UmpireBasics

/// One libuv loop: the sockets, timers and mailboxes of one thread.
///
/// It is not `Sendable`, and neither is anything made on it: the compiler refuses their use
/// on another thread. `LoopThread.start` makes one.
///
///     ┌▶ timers ▶ onTurnEnd, held bytes ▶ wait ▶ received, drained, mailboxes, alarm ▶ ended ─┐
///     └────────────────────────────────────── one turn ───────────────────────────────────────┘
public final class Loop {
    /// The loop itself; closed at the end of `run`, freed with this object.
    let raw: UnsafeMutablePointer<uv_loop_t>
    /// What every read of every stream fills.
    let readBuffer: UnsafeMutableRawBufferPointer
    let deadlines: Deadlines
    /// Where streams get the memory of bytes that wait.
    let spares = SpareBlocks()
    /// What `sendCalls` tells: stored `package`, each call would pay for checking its access.
    var sendCount = 0
    private var holdingStreams: [Stream] = []
    private(set) var isStopping = false
    private var turnEndAction: (() -> Void)?
    private let turnEnd: UnsafeMutablePointer<uv_prepare_t>
    private let turnBegin: UnsafeMutablePointer<uv_check_t>
    /// When the last wait ended, in nanoseconds.
    private var wokenAt: UInt64 = 0
    /// Whether a listener left connections waiting: then the loop looks again at once.
    var isBehind = false
    /// When the next wait may begin; 0: at once.
    private var gatherUntil: UInt64 = 0

    init() {
        raw = .allocate(capacity: 1)
        requireSuccess(uv_loop_init(raw), "uv_loop_init")
        readBuffer = .allocate(byteCount: LoopLimits.readBufferBytes, alignment: 64)
        deadlines = Deadlines(on: raw)
        turnEnd = .allocate(capacity: 1)
        requireSuccess(uv_prepare_init(raw, turnEnd), "uv_prepare_init")
        uv_unref(turnEnd.asHandle)
        turnEnd.pointee.data = nil
        turnBegin = .allocate(capacity: 1)
        requireSuccess(uv_check_init(raw, turnBegin), "uv_check_init")
        uv_unref(turnBegin.asHandle)
        turnBegin.pointee.data = nil
        raw.pointee.data = Unmanaged.passUnretained(self).toOpaque()
        requireSuccess(uv_prepare_start(turnEnd, turnEnded), "uv_prepare_start")
        requireSuccess(uv_check_start(turnBegin, turnBegan), "uv_check_start")
    }

    deinit {
        turnEnd.deallocate()
        turnBegin.deallocate()
        readBuffer.deallocate()
        raw.deallocate()
    }

    /// System calls that were to send bytes, whether the kernel took them or not.
    package var sendCalls: Int { sendCount }

    /// The time now (CLOCK_MONOTONIC), read from the system at each call.
    public var now: Instant { Instant(nanoseconds: uv_hrtime()) }

    /// Makes the loop end after this turn: what is open is closed with `.loopStopped`, and unsent
    /// bytes are lost. To keep them, close the streams and the listener and let the loop run out.
    public func stop() {
        uv_stop(raw)
    }

    /// Runs `action` once a turn, after all of the turn's events and before held bytes leave and
    /// the loop waits, and once more when the loop ends. Replaces the action before; nil takes it
    /// away.
    public func onTurnEnd(_ action: (() -> Void)?) {
        turnEndAction = isStopping ? nil : action
    }

    /// Lets events gather: the next wait begins `nanoseconds` after the last one ended, or at `due`
    /// if that is earlier. Call it at the end of each turn for which it shall hold.
    ///
    /// With many peers that send at any time, a loop that looks again at once finds one event each
    /// time, and half of its system calls only ask for more. Whoever sends waits so much longer;
    /// new connections do not.
    public func gather(nanoseconds: UInt64, until due: Instant) {
        gatherUntil = min(wokenAt &+ nanoseconds, due.nanoseconds)
    }

    /// Sends what the stream holds at the end of the turn, even if it is let go of before.
    func flushAtTurnEnd(_ stream: Stream) {
        holdingStreams.append(stream)
    }

    fileprivate func endTurn() {
        turnEndAction?()
        if !holdingStreams.isEmpty { flushHeldBytes() }
        if gatherUntil > 0 && !isStopping { gather() }
    }

    private func gather() {
        if !isBehind && gatherUntil > uv_hrtime() { umpire_sleep_until(gatherUntil) }
        isBehind = false
        gatherUntil = 0
    }

    fileprivate func beginTurn() {
        wokenAt = uv_hrtime()
    }

    /// Takes the list away while it is walked: the last reference to a stream may go here, and
    /// what then happens may hold more bytes.
    private func flushHeldBytes() {
        var streams: [Stream] = []
        swap(&streams, &holdingStreams)
        for stream in streams { stream.turnEnded() }
        streams.removeAll(keepingCapacity: true)
        if holdingStreams.isEmpty { swap(&streams, &holdingStreams) }
    }

    /// Refuses what would outlive the loop.
    func requireRunning() throws(LoopError) {
        if isStopping { throw .loopIsStopping }
    }

    /// Turns until no handle is left or `stop` was called, then closes everything.
    func run() {
        uv_run(raw, UV_RUN_DEFAULT)
        end()
    }

    /// Closes all handles, waits for their close callbacks, and closes the loop.
    ///
    /// Mailboxes come first, so that the messages they accepted find the streams still open.
    func end() {
        isStopping = true
        uv_walk(raw, deliverLastMessages, nil)
        endTurn()
        turnEndAction = nil
        uv_walk(raw, closeHandle, nil)
        while uv_run(raw, UV_RUN_DEFAULT) != 0 {}
        requireSuccess(uv_loop_close(raw), "uv_loop_close")
    }
}

/// What libuv knows through a handle's `data`, and the loop closes when it stops.
protocol LoopResource: AnyObject {
    /// The last moment to do something while the loop's other resources are open.
    func loopWillStop()
    /// Closes the handle unless that has begun.
    func loopStopped()
}

extension LoopResource {
    func loopWillStop() {}
}

private func turnEnded(_ handle: UnsafeMutablePointer<uv_prepare_t>?) {
    guard let data = handle?.pointee.loop.pointee.data else { return }
    Unmanaged<Loop>.fromOpaque(data).takeUnretainedValue().endTurn()
}

private func turnBegan(_ handle: UnsafeMutablePointer<uv_check_t>?) {
    guard let data = handle?.pointee.loop.pointee.data else { return }
    Unmanaged<Loop>.fromOpaque(data)._withUnsafeGuaranteedRef { $0.beginTurn() }
}

private func resource(of handle: UnsafeMutablePointer<uv_handle_t>) -> (any LoopResource)? {
    guard let data = handle.pointee.data else { return nil }
    return Unmanaged<AnyObject>.fromOpaque(data).takeUnretainedValue() as? any LoopResource
}

private func deliverLastMessages(
    _ handle: UnsafeMutablePointer<uv_handle_t>?, _: UnsafeMutableRawPointer?
) {
    guard let handle, uv_is_closing(handle) == 0 else { return }
    resource(of: handle)?.loopWillStop()
}

private func closeHandle(
    _ handle: UnsafeMutablePointer<uv_handle_t>?, _: UnsafeMutableRawPointer?
) {
    guard let handle, uv_is_closing(handle) == 0 else { return }
    if let resource = resource(of: handle) {
        resource.loopStopped()
    } else {
        uv_close(handle, nil)
    }
}
