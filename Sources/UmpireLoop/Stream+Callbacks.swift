internal import CLibuv

// libuv's callbacks. The handle holds a reference to its stream until `streamClosed`, and libuv
// calls nothing for a handle after that: so the others may borrow the object without counting.

private func withStream(
    _ handle: UnsafeMutablePointer<uv_stream_t>?, _ body: (Stream) -> Void
) {
    guard let data = handle?.pointee.data else { return }
    Unmanaged<Stream>.fromOpaque(data)._withUnsafeGuaranteedRef(body)
}

func streamReadBuffer(
    _ handle: UnsafeMutablePointer<uv_handle_t>?, _: Int, _ buffer: UnsafeMutablePointer<uv_buf_t>?
) {
    guard let handle, let buffer, let data = handle.pointee.loop.pointee.data else { return }
    Unmanaged<Loop>.fromOpaque(data)._withUnsafeGuaranteedRef { loop in
        let bytes = loop.readBuffer
        buffer.pointee.base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        buffer.pointee.len = bytes.count
    }
}

func streamRead(
    _ handle: UnsafeMutablePointer<uv_stream_t>?, _ count: Int, _ buffer: UnsafePointer<uv_buf_t>?
) {
    withStream(handle) { stream in
        if count > 0 {
            if stream.isOpen {
                let base = UnsafeMutableRawPointer(buffer?.pointee.base)
                stream.received(UnsafeMutableRawBufferPointer(start: base, count: count))
            } else {
                stream.discard(count)
            }
        } else if count == Int(UV_EOF.rawValue) {
            stream.peerEnded()
        } else if count < 0 {
            stream.fail(Int32(truncatingIfNeeded: count))
        }
    }
}

func streamWritten(_ request: UnsafeMutablePointer<uv_write_t>?, _ status: Int32) {
    withStream(request?.pointee.handle) { $0.writeEnded(status) }
}

func streamConnected(_ request: UnsafeMutablePointer<uv_connect_t>?, _ status: Int32) {
    withStream(request?.pointee.handle) { $0.connectEnded(status) }
    request?.deallocate()
}

func streamClosed(_ handle: UnsafeMutablePointer<uv_handle_t>?) {
    guard let handle else { return }
    releaseOwner(Stream.self, of: handle)?.closeEnded()
}
