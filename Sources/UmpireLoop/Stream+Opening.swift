internal import CLibuv
internal import CUmpireLoop
internal import UmpireBasics

extension Stream {
    /// Connects to the first address of a host; blocks while a name is looked up.
    ///
    /// Then `connected` or `ended(.connectFailed)` is called. Bytes sent before wait.
    public final func connect(host: String, port: Int) throws(LoopError) {
        let addresses = try SocketAddress.resolve(host: host, port: port)
        guard let address = addresses.first else { throw .unknownHost(host) }
        try connect(to: address)
    }

    /// Connects, within `LoopLimits.connectMilliseconds`; then `connected` or
    /// `ended(.connectFailed)` is called. Only for a stream that was never opened.
    public final func connect(to address: SocketAddress) throws(LoopError) {
        try loop.requireRunning()
        requireUnopened()
        peer = address
        initializeHandle()
        phase = .connecting
        var raw = address.raw
        var storage = sockaddr_storage()
        _ = umpire_address_fill(&raw, &storage)
        let request = UnsafeMutablePointer<uv_connect_t>.allocate(capacity: 1)
        let status = withUnsafePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                uv_tcp_connect(request, handle, $0, streamConnected)
            }
        }
        if status != 0 {
            request.deallocate()
            finish(.connectFailed(code: status))
            return
        }
        uv_tcp_nodelay(handle, 1)
        loop.deadlines.insert(self, milliseconds: LoopLimits.connectMilliseconds)
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
        initializeHandle()
        phase = .open
        let status = uv_tcp_open(handle, descriptor)
        if status != 0 {
            umpire_close(descriptor)
            finish(.reset(code: status))
            return
        }
        _ = umpire_set_no_delay(descriptor)
        startReading()
        if isOpen { connected() }
    }

    /// The outcome of connecting; cancelled when the stream was closed meanwhile.
    final func connectEnded(_ status: Int32) {
        guard case .connecting = phase else { return }
        if status != 0 {
            finish(.connectFailed(code: status))
            return
        }
        loop.deadlines.remove(self)
        phase = .open
        // Before `connected`, which may close: closing waits for a write that has begun.
        writeUnsent()
        if isOpen { startReading() }
        if isOpen { connected() }
    }

    private func requireUnopened() {
        if case .unopened = phase { return }
        require(false, "a stream is opened once, and not after close")
    }

    private func initializeHandle() {
        requireSuccess(uv_tcp_init(loop.raw, handle), "uv_tcp_init")
        retainOwner(self, in: handle.asHandle)
    }
}
