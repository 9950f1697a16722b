internal import CLibuv
internal import CUmpireLoop

/// Accepts TCP connections and makes a stream for each.
///
/// It polls and accepts by itself instead of using `uv_listen`, which accepts all that wait in
/// one turn and spins when no descriptor is left and its spare one is lost.
public final class Listener {
    /// The loop that accepts.
    public let loop: Loop
    /// Where it listens, with the port that was bound when 0 was asked for.
    public let address: SocketAddress
    /// Connections closed at once because the process had no descriptor left.
    public private(set) var refusedCount = 0

    private var makeStream: ((Loop, SocketAddress) -> Stream?)?
    private let handle: UnsafeMutablePointer<uv_poll_t>
    private let descriptor: Int32
    private var reserve: Int32
    private var isClosing = false
    var deadlineIndex: Int32 = -1

    /// Listens on the first address of `host` that can be bound, IPv4 first; `::` is every
    /// address of both kinds, and port 0 any free port. Blocks while a name is looked up.
    ///
    /// `makeStream` makes a stream for each new connection, or returns nil to refuse it.
    /// `backlog` connections wait in the kernel (which has its own maximum); others are not
    /// answered.
    public init(
        on loop: Loop, host: String, port: Int, backlog: Int = 4_096,
        makeStream: @escaping (Loop, SocketAddress) -> Stream?
    ) throws(LoopError) {
        try loop.requireRunning()
        let addresses = try SocketAddress.resolve(host: host, port: port)
        let bound = try Listener.bind(addresses, host: host, port: port, backlog: backlog)
        self.loop = loop
        self.makeStream = makeStream
        descriptor = bound.descriptor
        address = bound.address
        reserve = umpire_open_reserve()
        handle = .allocate(capacity: 1)
        requireSuccess(uv_poll_init(loop.raw, handle, descriptor), "uv_poll_init")
        retainOwner(self, in: handle.asHandle)
        startAccepting()
    }

    deinit {
        handle.deallocate()
    }

    /// The port it listens on.
    public var port: Int { address.port }

    /// Accepts no more; connections accepted before go on.
    public func close() {
        if isClosing { return }
        isClosing = true
        loop.deadlines.remove(self)
        uv_close(handle.asHandle, listenerClosed)
    }

    private static func bind(
        _ addresses: [SocketAddress], host: String, port: Int, backlog: Int
    ) throws(LoopError) -> (descriptor: Int32, address: SocketAddress) {
        var firstStatus: Int32 = 0
        for address in addresses {
            var raw = address.raw
            let status = umpire_listen(&raw, Int32(clamping: backlog))
            if status >= 0 { return (status, SocketAddress(raw)) }
            if firstStatus == 0 { firstStatus = status }
        }
        switch firstStatus {
        case UV_EADDRINUSE.rawValue: throw .portInUse(port: port)
        case UV_EACCES.rawValue, UV_EPERM.rawValue: throw .portForbidden(port: port)
        case UV_EADDRNOTAVAIL.rawValue, UV_EAFNOSUPPORT.rawValue: throw .addressNotHere(host: host)
        default: throw .system(doing: "listening on \(host):\(port)", code: firstStatus)
        }
    }

    private func startAccepting() {
        let status = uv_poll_start(handle, Int32(UV_READABLE.rawValue), listenerReady)
        requireSuccess(status, "uv_poll_start")
    }

    fileprivate func accept() {
        for _ in 0..<LoopLimits.acceptsPerTurn where !isClosing {
            var raw = umpire_address()
            let status = umpire_accept(descriptor, &raw)
            if status >= 0 {
                open(status, peer: SocketAddress(raw))
            } else if !canGoOn(after: status) {
                return
            }
        }
        loop.isBehind = true
    }

    private func open(_ descriptor: Int32, peer: SocketAddress) {
        let stream = makeStream?(loop, peer)
        if let stream, case .unopened = stream.phase {
            stream.open(descriptor, peer: peer)
        } else {
            umpire_close(descriptor)
        }
    }

    /// Whether another connection may be waiting after accepting one has failed.
    private func canGoOn(after status: Int32) -> Bool {
        switch status {
        case UV_EAGAIN.rawValue: return false
        case UV_EMFILE.rawValue, UV_ENFILE.rawValue: return refuseOne()
        case UV_ENOBUFS.rawValue, UV_ENOMEM.rawValue:
            rest()
            return false
        default: return true  // That connection failed before it was accepted.
        }
    }

    /// Gives up the reserve descriptor to accept and close one connection: left in the backlog,
    /// it would wake the loop without end, and its peer would wait for an answer.
    private func refuseOne() -> Bool {
        if reserve < 0 {
            rest()
            return false
        }
        umpire_close(reserve)
        var raw = umpire_address()
        let status = umpire_accept(descriptor, &raw)
        if status >= 0 {
            umpire_close(status)
            refusedCount += 1
        }
        reserve = umpire_open_reserve()
        return status >= 0
    }

    private func rest() {
        uv_poll_stop(handle)
        loop.deadlines.insert(self, milliseconds: LoopLimits.acceptRestMilliseconds)
    }

    fileprivate func closeEnded() {
        makeStream = nil
        umpire_close(descriptor)
        if reserve >= 0 { umpire_close(reserve) }
    }
}

extension Listener: DeadlineOwner, LoopResource {
    func deadlinePassed() {
        if reserve < 0 { reserve = umpire_open_reserve() }
        startAccepting()
    }

    func loopStopped() {
        close()
    }
}

private func listenerReady(_ handle: UnsafeMutablePointer<uv_poll_t>?, _: Int32, _: Int32) {
    guard let data = handle?.pointee.data else { return }
    Unmanaged<Listener>.fromOpaque(data).takeUnretainedValue().accept()
}

private func listenerClosed(_ handle: UnsafeMutablePointer<uv_handle_t>?) {
    guard let handle else { return }
    releaseOwner(Listener.self, of: handle)?.closeEnded()
}
