internal import CLibuv
internal import CUmpireLoop
internal import UmpireBasics

/// A TCP connection. Subclass it once and override what happens to it.
///
/// The loop calls `connected` first, `ended` once and last, the others in between. Every method
/// may be called in every phase and inside every callback; once the stream is closing they do
/// nothing. A peer that ends its half closes the stream, after what is unsent has gone out. The
/// loop keeps the object alive from its opening until `ended` has returned.
///
/// libuv only tells when the socket is ready; reading and writing are done here, with one system
/// call each in the common case. An idle stream costs about 290 bytes besides the kernel's own.
open class Stream {
    /// The loop that calls the overridden methods.
    public final let loop: Loop
    /// The other end; `0.0.0.0:0` before `connected`.
    public internal(set) final var peer = SocketAddress.none

    final let handle: UnsafeMutablePointer<uv_poll_t>
    /// Held bytes or, while it is blocked, unsent ones; never both.
    ///
    /// Its accesses are not checked for overlaps, which cost each send 76 instructions: a queue
    /// calls nothing that could come back here.
    @exclusivity(unchecked) final var queue = ByteQueue()
    /// The socket, -1 before there is one and after it was closed or handed over.
    final var descriptor: Int32 = -1
    final var deadlineIndex: Int32 = -1
    final var discardedCount: UInt32 = 0
    final var phase = StreamPhase.unopened
    final var isReading = false
    /// The kernel takes no more, or there is no connection yet: the queue waits for the socket.
    final var isBlocked = false
    /// The loop will call `turnEnded`.
    final var isHolding = false
    /// What libuv was asked to tell of the socket.
    final var awaited: UInt8 = 0

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

    /// Bytes that were to be sent and the kernel has refused so far: the peer reads slowly, or
    /// there is no connection yet. Held bytes do not count.
    public final var unsentBytes: Int { isBlocked ? queue.count : 0 }

    /// Bytes that `hold` keeps for the end of the turn; 0 while bytes are unsent.
    public final var heldBytes: Int { isBlocked ? 0 : queue.count }

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
        guard descriptor >= 0, let value = UInt32(exactly: milliseconds) else { return }
        _ = umpire_set_user_timeout(descriptor, value)
    }

    /// Makes the kernel keep at most about this many bytes that it has not sent even once
    /// (`TCP_NOTSENT_LOWAT`). Without it the kernel takes up to 4 MB from a `send`, so that the
    /// `unsentBytes` of a peer that stopped reading stay 0 for many seconds of old snapshots.
    public final func limitKernelQueue(bytes: Int) {
        guard descriptor >= 0, let value = UInt32(exactly: bytes) else { return }
        _ = umpire_set_unsent_limit(descriptor, value)
    }
}
