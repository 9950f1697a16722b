internal import CLibuv
internal import CUmpireLoop

extension Stream: DeadlineOwner, LoopResource {
    /// Sends what is held or unsent, ends our half, waits for the peer to end its own, and closes.
    ///
    /// No more bytes are received or accepted from now on. After `lingerMilliseconds` (kept to
    /// within 100 ms) the connection is reset. Then `ended(.closedByUs)` is called.
    public final func close(lingerMilliseconds: Int = LoopLimits.lingerMilliseconds) {
        switch phase {
        case .unopened: phase = .closed
        case .connecting: finish(.closedByUs)
        case .open: flush(.closedByUs, peerHasEnded: false, milliseconds: lingerMilliseconds)
        case .flushing, .lingering, .closing, .closed: break
        }
    }

    /// Drops what is held or unsent and resets the connection (RST). Then `ended` is called.
    public final func reset() {
        switch phase {
        case .unopened: phase = .closed
        case .connecting: finish(.closedByUs)
        case .open: finish(.closedByUs, resets: true)
        case .flushing(let reason, _), .lingering(let reason): finish(reason, resets: true)
        case .closing, .closed: break
        }
    }

    /// The peer ended its half: what is held or unsent may still go out.
    final func peerEnded() {
        isReading = false
        switch phase {
        case .open:
            flush(.peerClosed, peerHasEnded: true, milliseconds: LoopLimits.lingerMilliseconds)
        case .flushing(let reason, _):
            phase = .flushing(reason, peerHasEnded: true)
            updateAwaited()
        case .lingering(let reason): finish(reason)
        case .unopened, .connecting, .closing, .closed: break
        }
    }

    /// A read or write failed; while closing, the reason for that stays the reason.
    final func fail(_ status: Int32) {
        switch phase {
        case .flushing(let reason, _), .lingering(let reason): finish(reason)
        case .open: finish(StreamEnd(status: status))
        case .unopened, .connecting, .closing, .closed: break
        }
    }

    private func flush(_ reason: StreamEnd, peerHasEnded: Bool, milliseconds: Int) {
        phase = .flushing(reason, peerHasEnded: peerHasEnded)
        loop.deadlines.insert(self, milliseconds: milliseconds)
        isReading = !peerHasEnded
        flushHeld()
        if !isBlocked { flushed() }
        updateAwaited()
    }

    /// The kernel has all bytes.
    final func flushed() {
        guard case .flushing(let reason, let peerHasEnded) = phase else { return }
        guard !peerHasEnded, umpire_shut_writing(descriptor) == 0 else {
            finish(reason)
            return
        }
        phase = .lingering(reason)
    }

    /// Throws away what a peer sends after our close.
    final func discard(_ count: Int) {
        discardedCount += UInt32(count)
        if discardedCount > LoopLimits.discardedBytes { stopReading() }
    }

    /// Closes now; `ended` follows from the close callback.
    final func finish(_ reason: StreamEnd, resets: Bool = false) {
        switch phase {
        case .unopened, .closing, .closed: return
        case .connecting, .open, .flushing, .lingering: break
        }
        phase = .closing(reason)
        isReading = false
        isBlocked = false
        queue.removeAll(loop.spares)
        loop.deadlines.remove(self)
        // Before the descriptor is closed: libuv takes it out of the loop's epoll here.
        uv_close(handle.asHandle, streamClosed)
        if descriptor < 0 { return }
        if resets { _ = umpire_set_reset_on_close(descriptor) }
        umpire_close(descriptor)
        descriptor = -1
    }

    final func closeEnded() {
        guard case .closing(let reason) = phase else { return }
        phase = .closed
        ended(reason)
    }

    final func deadlinePassed() {
        switch phase {
        case .connecting: finish(.connectFailed(code: UV_ETIMEDOUT.rawValue))
        case .flushing(let reason, _), .lingering(let reason): finish(reason, resets: true)
        case .unopened, .open, .closing, .closed: break
        }
    }

    final func loopStopped() {
        finish(.loopStopped)
    }
}
