internal import CLibuv

/// What the kernel did not take at once: one queue being written, one being filled.
///
/// A stream has it only while its peer is slow, so that an idle connection pays nothing.
/// Never freed while libuv writes from it: the write's callback comes before the close's.
final class UnsentBytes {
    let request: UnsafeMutablePointer<uv_write_t>
    private var writing = ByteQueue()
    private var waiting = ByteQueue()
    private(set) var isWriting = false

    init() {
        request = .allocate(capacity: 1)
    }

    deinit {
        request.deallocate()
    }

    /// Bytes that libuv was not given yet.
    var waitingCount: Int { waiting.count }

    func append(_ bytes: UnsafeRawBufferPointer) {
        waiting.append(bytes)
    }

    /// Gives all waiting bytes to libuv; a status of 0 promises the callback.
    func write(to stream: UnsafeMutablePointer<uv_stream_t>) -> Int32 {
        swap(&writing, &waiting)
        isWriting = true
        let base = writing.base?.assumingMemoryBound(to: CChar.self)
        var buffer = uv_buf_t(base: base, len: writing.count)
        let status = uv_write(request, stream, &buffer, 1, streamWritten)
        if status != 0 { isWriting = false }
        return status
    }

    func writeEnded() {
        isWriting = false
        writing.removeAll()
    }
}
