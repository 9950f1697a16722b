internal import CLibuv
internal import CUmpireLoop
internal import UmpireBasics

extension Stream {
    /// Connects to the first address of a host; blocks while a name is looked up.
    ///
    /// Then `connected` or `ended(.connectFailed)` is called. Bytes sent before wait.
    public final func connect(
        host: String, port: Int, timeoutMilliseconds: Int = LoopLimits.connectMilliseconds
    ) throws(LoopError) {
        let addresses = try SocketAddress.resolve(host: host, port: port)
        guard let address = addresses.first else { throw .unknownHost(host) }
        try connect(to: address, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Connects, within the timeout (kept to within 100 ms); then `connected` or
    /// `ended(.connectFailed)` is called. Only for a stream that was never opened.
    ///
    /// `receiveBufferBytes` is about how much the kernel keeps that was not read (`SO_RCVBUF`), so
    /// that a peer soon notices a pause; nil: as much as it likes, up to some megabytes.
    public final func connect(
        to address: SocketAddress, timeoutMilliseconds: Int = LoopLimits.connectMilliseconds,
        receiveBufferBytes: Int? = nil
    ) throws(LoopError) {
        try loop.requireRunning()
        requireUnopened()
        peer = address
        phase = .connecting
        var raw = address.raw
        take(umpire_connect(&raw, Int32(clamping: receiveBufferBytes ?? 0)))
        guard case .connecting = phase else { return }
        loop.deadlines.insert(self, milliseconds: timeoutMilliseconds)
        updateAwaited()
    }

    /// Goes on with a connection that another stream handed over, perhaps on another loop.
    ///
    /// Calls `connected` before it returns. Only for a stream that was never opened.
    public final func adopt(_ connection: HandedOverConnection) throws(LoopError) {
        try loop.requireRunning()
        requireUnopened()
        guard let descriptor = connection.take() else { throw .alreadyTaken }
        open(descriptor, peer: connection.peer)
    }

    /// Takes a connected socket, which is the stream's from here.
    final func open(_ descriptor: Int32, peer: SocketAddress) {
        self.peer = peer
        phase = .open
        take(descriptor)
        if isOpen { startReading() }
        if isOpen { connected() }
    }

    /// The outcome of connecting. What was sent before goes out after `connected`.
    final func connectEnded(_ status: Int32) {
        guard case .connecting = phase else { return }
        if status != 0 {
            finish(.connectFailed(code: status))
            return
        }
        loop.deadlines.remove(self)
        phase = .open
        isReading = true
        connected()
    }

    private func requireUnopened() {
        if case .unopened = phase { return }
        require(false, "a stream is opened once, and not after close")
    }

    /// Makes the socket this stream's, from here on to be ended by `finish`.
    ///
    /// Without a socket, or where the system cannot watch it, the handle is one that waits for
    /// nothing: so `ended` comes from the loop in every case.
    private func take(_ descriptor: Int32) {
        self.descriptor = descriptor
        let status = descriptor < 0 ? descriptor : uv_poll_init(loop.raw, handle, descriptor)
        if status != 0 {
            let idle = UnsafeMutableRawPointer(handle).assumingMemoryBound(to: uv_idle_t.self)
            requireSuccess(uv_idle_init(loop.raw, idle), "uv_idle_init")
        }
        retainOwner(self, in: handle.asHandle)
        if status == 0 { return }
        if case .connecting = phase {
            finish(.connectFailed(code: status))
        } else {
            finish(.reset(code: status))
        }
    }
}
