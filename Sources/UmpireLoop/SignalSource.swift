internal import CLibuv
internal import Glibc

/// A signal to the process that a loop can take.
public enum ProcessSignal: Sendable, CaseIterable {
    /// SIGINT: Control-C.
    case interrupt
    /// SIGTERM: please end.
    case terminate
    /// SIGHUP: the terminal is gone, or: read the configuration again.
    case hangUp
    /// SIGUSR1: the program's own meaning.
    case user1
    /// SIGUSR2: the program's own meaning.
    case user2

    /// The system's number.
    public var number: Int32 {
        switch self {
        case .interrupt: SIGINT
        case .terminate: SIGTERM
        case .hangUp: SIGHUP
        case .user1: SIGUSR1
        case .user2: SIGUSR2
        }
    }
}

/// Calls a closure on the loop for each arrival of a signal, instead of what the system would do.
///
/// Several of the same signal may arrive as one. It does not keep its loop alive.
public final class SignalSource: LoopResource {
    /// The signal it waits for.
    public let signal: ProcessSignal
    private var handler: ((ProcessSignal) -> Void)?
    private let handle: UnsafeMutablePointer<uv_signal_t>
    private var isClosing = false

    /// Begins to wait for the signal.
    @discardableResult
    public init(
        _ signal: ProcessSignal, on loop: Loop, _ handler: @escaping (ProcessSignal) -> Void
    ) throws(LoopError) {
        try loop.requireRunning()
        self.signal = signal
        self.handler = handler
        handle = .allocate(capacity: 1)
        requireSuccess(uv_signal_init(loop.raw, handle), "uv_signal_init")
        retainOwner(self, in: handle.asHandle)
        uv_unref(handle.asHandle)
        requireSuccess(uv_signal_start(handle, signalArrived, signal.number), "uv_signal_start")
    }

    deinit {
        handle.deallocate()
    }

    /// Leaves the signal to the system again, unless another source waits for it.
    public func close() {
        if isClosing { return }
        isClosing = true
        uv_close(handle.asHandle, signalSourceClosed)
    }

    func loopStopped() {
        close()
    }

    fileprivate func closeEnded() {
        handler = nil
    }

    fileprivate func arrived() {
        if !isClosing { handler?(signal) }
    }
}

private func signalArrived(_ handle: UnsafeMutablePointer<uv_signal_t>?, _: Int32) {
    guard let data = handle?.pointee.data else { return }
    Unmanaged<SignalSource>.fromOpaque(data).takeUnretainedValue().arrived()
}

private func signalSourceClosed(_ handle: UnsafeMutablePointer<uv_handle_t>?) {
    guard let handle else { return }
    releaseOwner(SignalSource.self, of: handle)?.closeEnded()
}
