internal import CLibuv
internal import CUmpireLoop
internal import UmpireBasics

/// A TCP connection. Subclass it once and override what happens to it.
///
/// The loop calls `connected` first, `ended` once and last, the others in between. Every method
/// may be called in every phase and inside every callback; once the stream is closing they do
/// nothing. A peer that ends its half closes the stream, after what is unsent has gone out. The
/// loop keeps the object alive from its opening until `ended` has returned.
open class Stream {
    /// The loop that calls the overridden methods.
    public final let loop: Loop
    /// The other end; `0.0.0.0:0` before `connected`.
    public internal(set) final var peer = SocketAddress.none

    final var phase = StreamPhase.unopened
    final let handle: UnsafeMutablePointer<uv_tcp_t>
    final var unsent: UnsentBytes?
    final var isReading = false
    final var discardedCount = 0
    final var deadlineIndex = -1

    /// Makes a stream that is not open yet; a listener or `connect` opens it.
    public init(on loop: Loop) {
        self.loop = loop
        handle = .allocate(capacity: 1)
    }

    deinit {
        handle.deallocate()
    }

    /// The connection is there, accepted or connected. Bytes may be sent from now on.
    open func connected() {}

    /// Bytes arrived. They are the loop's read buffer: valid during the call only, and free to be
    /// changed in place. At most `LoopLimits.readBufferBytes` at a time.
    open func received(_ bytes: UnsafeMutableRawBufferPointer) {}

    /// `unsentBytes` went back to 0 after having been above it.
    open func drained() {}

    /// The connection is over and its descriptor closed. Called exactly once for each stream that
    /// was opened, always from the loop and never inside another method of this stream.
    open func ended(_ reason: StreamEnd) {}

    /// Whether bytes can be exchanged: from `connected` until closing begins on either side.
    public final var isOpen: Bool {
        if case .open = phase { true } else { false }
    }

    /// Bytes accepted by `send` that the kernel has not taken yet.
    public final var unsentBytes: Int {
        guard let unsent else { return 0 }
        return unsent.waitingCount + uv_stream_get_write_queue_size(handle.asStream)
    }

    /// Stops `received` until `resumeReading`; the kernel then slows the peer down. While paused,
    /// the end of the connection is noticed only by sending or by `TCP_USER_TIMEOUT`.
    public final func pauseReading() {
        if isOpen { stopReading() }
    }

    /// Lets `received` be called again.
    public final func resumeReading() {
        if isOpen { startReading() }
    }

    /// Fails the connection with `.timedOut` when sent bytes stay unacknowledged for this long
    /// (`TCP_USER_TIMEOUT`, milliseconds; 0 is the system's default of many minutes).
    public final func setUserTimeout(milliseconds: Int) {
        guard let descriptor, let value = UInt32(exactly: milliseconds) else { return }
        _ = umpire_set_user_timeout(descriptor, value)
    }

    /// Makes the kernel keep at most about this many bytes that it has not sent even once
    /// (`TCP_NOTSENT_LOWAT`). Without it the kernel takes up to 4 MB from a `send`, so that the
    /// `unsentBytes` of a peer that stopped reading stay 0 for many seconds of old snapshots.
    public final func limitKernelQueue(bytes: Int) {
        guard let descriptor, let value = UInt32(exactly: bytes) else { return }
        _ = umpire_set_unsent_limit(descriptor, value)
    }

    /// The socket, while there is one.
    final var descriptor: Int32? {
        switch phase {
        case .unopened, .closing, .closed: return nil
        case .connecting, .open, .flushing, .lingering: break
        }
        var descriptor: Int32 = -1
        return uv_fileno(handle.asHandle, &descriptor) == 0 ? descriptor : nil
    }

    final func startReading() {
        if isReading { return }
        isReading = true
        let status = uv_read_start(handle.asStream, streamReadBuffer, streamRead)
        if status != 0 { fail(status) }
    }

    final func stopReading() {
        if !isReading { return }
        isReading = false
        uv_read_stop(handle.asStream)
    }
}
