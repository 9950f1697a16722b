internal import CLibuv
internal import CUmpireLoop

extension Stream {
    /// Sends the bytes: what the kernel does not take at once is copied and follows.
    ///
    /// One system call when nothing is unsent, which takes held bytes along; none otherwise. Look
    /// at `unsentBytes` first: more than `LoopLimits.unsentBytes` waiting resets the connection.
    /// Does nothing when the stream is closing. A failure is reported by `ended`, never inside
    /// this call.
    public final func send(_ bytes: UnsafeRawBufferPointer) {
        guard canSendNow else { return enqueue(bytes) }
        if !queue.isEmpty { return sendParts(bytes, UnsafeRawBufferPointer(start: nil, count: 0)) }
        loop.sendCount &+= 1
        let status = umpire_send(descriptor, bytes.baseAddress, bytes.count)
        if status == bytes.count { return }
        guard let taken = taken(status) else { return }
        enqueue(bytes.dropping(taken))
        updateAwaited()
    }

    /// Sends two pieces, such as a frame's head and its payload, with one system call.
    public final func send(_ head: UnsafeRawBufferPointer, _ tail: UnsafeRawBufferPointer) {
        if canSendNow {
            sendParts(head, tail)
        } else {
            enqueue(head)
            enqueue(tail)
        }
    }

    /// Sends bytes that may wait until the end of the loop's turn, without a system call.
    ///
    /// They leave with the next `send` of the turn, in its one system call, or else at the end of
    /// the turn, after `onTurnEnd`, with all others held. The order is that of the calls. While
    /// bytes are unsent this is the same as `send`; more than `LoopLimits.heldBytes` go out at
    /// once. `drained` is not called for what was only held. Does nothing when the stream is
    /// closing; `close` and `handOver` send held bytes first.
    public final func hold(_ bytes: UnsafeRawBufferPointer) {
        guard canSendNow, bytes.count <= LoopLimits.heldBytes - queue.count else {
            return send(bytes)
        }
        if bytes.isEmpty { return }
        queue.append(bytes, loop.spares)
        if isHolding { return }
        isHolding = true
        loop.flushAtTurnEnd(self)
    }

    private var canSendNow: Bool { isOpen && !isBlocked }

    /// Sends held bytes and the two pieces with one call, and keeps what the kernel left.
    private func sendParts(_ head: UnsafeRawBufferPointer, _ tail: UnsafeRawBufferPointer) {
        let held = queue.bytes
        loop.sendCount &+= 1
        let status = umpire_send_parts(
            descriptor, held.baseAddress, held.count, head.baseAddress, head.count,
            tail.baseAddress, tail.count)
        let heldCount = held.count
        if status == heldCount + head.count + tail.count {
            if heldCount > 0 { queue.removeAll(loop.spares) }
            return
        }
        guard let taken = taken(status) else { return }
        let heldTaken = min(taken, heldCount)
        let headTaken = min(taken - heldTaken, head.count)
        queue.removeFirst(heldTaken, loop.spares)
        enqueue(head.dropping(headTaken))
        enqueue(tail.dropping(taken - heldTaken - headTaken))
        // The end of the held bytes may be all that was left.
        isBlocked = !queue.isEmpty
        updateAwaited()
    }

    /// How many bytes the kernel took; nil when that failed, which ends the stream.
    private func taken(_ status: Int) -> Int? {
        if status >= 0 { return status }
        if status == Int(UV_EAGAIN.rawValue) { return 0 }
        fail(Int32(truncatingIfNeeded: status))
        return nil
    }

    /// Lets the bytes wait for the kernel, behind others.
    private func enqueue(_ bytes: UnsafeRawBufferPointer) {
        switch phase {
        case .open, .connecting: break
        case .unopened, .flushing, .lingering, .closing, .closed: return
        }
        if bytes.isEmpty { return }
        if bytes.count > LoopLimits.unsentBytes - queue.count {
            finish(.unsentOverflow, resets: true)
            return
        }
        queue.append(bytes, loop.spares)
        isBlocked = true
    }

    /// The turn ends: what was held leaves.
    final func turnEnded() {
        isHolding = false
        flushHeld()
    }

    final func flushHeld() {
        if isBlocked || queue.isEmpty { return }
        sendQueue()
        updateAwaited()
    }

    /// The socket takes bytes again.
    final func becameWritable() {
        sendQueue()
        if isBlocked { return }
        if isOpen { drained() } else { flushed() }
    }

    private func sendQueue() {
        let bytes = queue.bytes
        loop.sendCount &+= 1
        let status = umpire_send(descriptor, bytes.baseAddress, bytes.count)
        guard let taken = taken(status) else { return }
        queue.removeFirst(taken, loop.spares)
        isBlocked = !queue.isEmpty
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func dropping(_ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[count...])
    }
}
