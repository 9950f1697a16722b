internal import CUmpireLoop

/// A connection between two streams, on its way to another loop.
///
/// If nobody adopts it, it is closed when the last reference goes.
public final class HandedOverConnection: Sendable {
    /// The other end.
    public let peer: SocketAddress
    private let descriptor: Locked<Int32?>

    /// Takes a connected stream socket.
    package init(descriptor: Int32, peer: SocketAddress) {
        self.descriptor = Locked(descriptor)
        self.peer = peer
    }

    deinit {
        if let descriptor = take() { umpire_close(descriptor) }
    }

    /// The descriptor, once.
    func take() -> Int32? {
        descriptor.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
    }
}

extension Stream {
    /// Lets go of the connection without closing it, so that a stream on another loop goes on.
    ///
    /// Sends held bytes first. Returns nil unless the stream is open and the kernel took all
    /// bytes; the stream then goes on. Bytes received so far have to travel beside it. Afterwards
    /// `ended(.handedOver)` is called here.
    public final func handOver() -> HandedOverConnection? {
        flushHeld()
        guard isOpen, !isBlocked else { return nil }
        let descriptor = self.descriptor
        self.descriptor = -1
        // The loop's epoll forgets the descriptor in this call, before another may learn of it.
        finish(.handedOver)
        return HandedOverConnection(descriptor: descriptor, peer: peer)
    }
}
