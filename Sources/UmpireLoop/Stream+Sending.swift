internal import CLibuv

extension Stream {
    /// Sends the bytes: what the kernel does not take at once is copied and follows.
    ///
    /// One system call when nothing is unsent, none otherwise. Look at `unsentBytes` first: more
    /// than `LoopLimits.unsentBytes` waiting resets the connection. Does nothing when the stream
    /// is closing. A failure is reported by `ended`, never inside this call.
    public final func send(_ bytes: UnsafeRawBufferPointer) {
        switch phase {
        case .open: break
        case .connecting: return enqueue(bytes)
        case .unopened, .flushing, .lingering, .closing, .closed: return
        }
        if unsent != nil {
            enqueue(bytes)
            writeUnsent()
            return
        }
        var buffer = uv_buf_t(bytes)
        let status = uv_try_write(handle.asStream, &buffer, 1)
        rest(of: bytes, after: status)
    }

    /// Sends two pieces, such as a frame's head and its payload, with one system call.
    public final func send(_ head: UnsafeRawBufferPointer, _ tail: UnsafeRawBufferPointer) {
        guard isOpen, unsent == nil else {
            send(head)
            send(tail)
            return
        }
        let status = withUnsafeTemporaryAllocation(of: uv_buf_t.self, capacity: 2) { buffers in
            buffers[0] = uv_buf_t(head)
            buffers[1] = uv_buf_t(tail)
            return uv_try_write(handle.asStream, buffers.baseAddress, 2)
        }
        let written = Int(max(status, 0))
        if status >= 0 && written >= head.count {
            rest(of: tail, after: Int32(written - head.count))
        } else {
            rest(of: head, after: status)
            if unsent != nil { enqueue(tail) }
        }
    }

    /// Keeps what a direct write of `bytes` left over, or ends the stream if it failed.
    private func rest(of bytes: UnsafeRawBufferPointer, after status: Int32) {
        if status == bytes.count { return }
        if status < 0 && status != UV_EAGAIN.rawValue {
            fail(status)
            return
        }
        enqueue(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(Int(max(status, 0)))))
        writeUnsent()
    }

    private func enqueue(_ bytes: UnsafeRawBufferPointer) {
        if bytes.isEmpty { return }
        if bytes.count > LoopLimits.unsentBytes - unsentBytes {
            finish(.unsentOverflow, resets: true)
            return
        }
        let unsent = self.unsent ?? UnsentBytes()
        self.unsent = unsent
        unsent.append(bytes)
    }

    /// Gives libuv what waits, unless it still writes the bytes before.
    final func writeUnsent() {
        guard isOpen, let unsent, !unsent.isWriting else { return }
        let status = unsent.write(to: handle.asStream)
        if status != 0 { fail(status) }
    }

    /// The bytes given to libuv are with the kernel, or the write failed or was cancelled.
    final func writeEnded(_ status: Int32) {
        guard let unsent else { return }
        unsent.writeEnded()
        switch phase {
        case .open, .flushing: break
        case .unopened, .connecting, .lingering, .closing, .closed:
            self.unsent = nil
            return
        }
        if status != 0 {
            fail(status)
        } else if unsent.waitingCount > 0 {
            let status = unsent.write(to: handle.asStream)
            if status != 0 { fail(status) }
        } else {
            self.unsent = nil
            if isOpen { drained() } else { flushed() }
        }
    }
}

extension uv_buf_t {
    /// libuv only reads from buffers that it writes.
    init(_ bytes: UnsafeRawBufferPointer) {
        let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        self.init(base: UnsafeMutablePointer(mutating: base), len: bytes.count)
    }
}
