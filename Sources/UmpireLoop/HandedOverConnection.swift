internal import CUmpireLoop
internal import Synchronization

/// A connection between two streams, on its way to another loop.
///
/// If nobody adopts it, it is closed when the last reference goes.
public final class HandedOverConnection: Sendable {
    /// The other end.
    public let peer: SocketAddress
    private let descriptor: Mutex<Int32?>

    init(descriptor: Int32, peer: SocketAddress) {
        self.descriptor = Mutex(descriptor)
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
    /// Returns nil, and changes nothing, unless the stream is open and has nothing unsent, or if
    /// no descriptor is left. Bytes received so far have to travel beside it. Afterwards
    /// `ended(.handedOver)` is called here.
    public final func handOver() -> HandedOverConnection? {
        guard isOpen, unsent == nil, let descriptor else { return nil }
        let copy = umpire_duplicate(descriptor)
        if copy < 0 { return nil }
        finish(.handedOver)
        return HandedOverConnection(descriptor: copy, peer: peer)
    }
}
