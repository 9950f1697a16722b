internal import CLibuv
internal import CUmpireLoop

// libuv's callbacks. The handle holds a reference to its stream until `streamClosed`, and libuv
// calls nothing for a handle after that: so the others may borrow the object without counting.

private func streamReady(
    _ handle: UnsafeMutablePointer<uv_poll_t>?, _ status: Int32, _ events: Int32
) {
    guard let data = handle?.pointee.data else { return }
    Unmanaged<Stream>.fromOpaque(data)._withUnsafeGuaranteedRef { stream in
        if status == 0 { stream.ready(events) } else { stream.broke() }
    }
}

func streamClosed(_ handle: UnsafeMutablePointer<uv_handle_t>?) {
    guard let handle else { return }
    releaseOwner(Stream.self, of: handle)?.closeEnded()
}

private let readable = UInt8(UV_READABLE.rawValue)
private let writable = UInt8(UV_WRITABLE.rawValue)

extension Stream {
    /// Asks libuv for what the stream now waits for, if that has changed.
    final func updateAwaited() {
        guard descriptor >= 0 else { return }
        var wanted: UInt8 = isReading ? readable : 0
        if case .connecting = phase { wanted |= writable }
        if isBlocked { wanted |= writable }
        if wanted == awaited { return }
        awaited = wanted
        if wanted == 0 {
            uv_poll_stop(handle)
        } else {
            requireSuccess(uv_poll_start(handle, Int32(wanted), streamReady), "uv_poll_start")
        }
    }

    final func startReading() {
        isReading = true
        updateAwaited()
    }

    final func stopReading() {
        isReading = false
        updateAwaited()
    }

    /// What is waited for is told to libuv at the end: `drained` may fill the socket again.
    fileprivate final func ready(_ events: Int32) {
        let events = UInt8(truncatingIfNeeded: events)
        if events & readable != 0 { receive() }
        if events & writable != 0 && descriptor >= 0 {
            if case .connecting = phase { connectEnded(umpire_take_error(descriptor)) }
            if isBlocked { becameWritable() }
            updateAwaited()
        }
    }

    /// The socket has an error, and libuv has stopped watching it. What came before the error is
    /// still received; the error itself then comes from reading or from the socket's own record.
    fileprivate final func broke() {
        awaited = 0
        if isReading {
            receive()
        } else {
            let error = umpire_take_error(descriptor)
            if case .connecting = phase { connectEnded(error) } else if error != 0 { fail(error) }
        }
        updateAwaited()
    }

    /// Reads once, and again only when the buffer was full.
    private func receive() {
        let buffer = loop.readBuffer
        for _ in 0..<LoopLimits.readsPerTurn where isReading {
            let count = umpire_receive(descriptor, buffer.baseAddress, buffer.count)
            if count > 0 {
                if isOpen {
                    received(UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count))
                } else {
                    discard(count)
                }
                if count < buffer.count { return }
            } else {
                if count == 0 {
                    peerEnded()
                } else if count != Int(UV_EAGAIN.rawValue) {
                    fail(Int32(truncatingIfNeeded: count))
                }
                return
            }
        }
    }
}
