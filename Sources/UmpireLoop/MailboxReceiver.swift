internal import CLibuv

/// The loop's side of a mailbox: what libuv's callback can reach, since it knows no generics.
class AsyncReceiver: LoopResource {
    let wakeUp: WakeUp
    private var isClosing = false

    init(on loop: Loop) {
        wakeUp = WakeUp(handle: .allocate(capacity: 1))
        requireSuccess(uv_async_init(loop.raw, wakeUp.handle, asyncReceived), "uv_async_init")
        retainOwner(self, in: wakeUp.handle.asHandle)
    }

    deinit {
        wakeUp.handle.deallocate()
    }

    /// Called on the loop after one or more wake-ups.
    func woken() {}

    /// Called once, before the handle is closed: after it, nobody may wake it.
    func detach() {}

    func loopWillStop() {
        woken()
        close()
    }

    func loopStopped() {
        close()
    }

    final func close() {
        if isClosing { return }
        isClosing = true
        detach()
        uv_close(wakeUp.handle.asHandle, asyncClosed)
    }
}

/// Hands batches to the handler, reusing two arrays.
final class MailboxReceiver<Message: Sendable>: AsyncReceiver {
    private let mailbox: Mailbox<Message>
    private let handler: ([Message]) -> Void
    private var batch: [Message] = []

    init(_ mailbox: Mailbox<Message>, on loop: Loop, _ handler: @escaping ([Message]) -> Void) {
        self.mailbox = mailbox
        self.handler = handler
        super.init(on: loop)
    }

    override func woken() {
        let isClosed = deliver()
        if isClosed { close() }
    }

    /// Refuses further messages first, so that the last batch is complete.
    override func loopWillStop() {
        mailbox.close()
        super.loopWillStop()
    }

    override func detach() {
        mailbox.detach()
    }

    private func deliver() -> Bool {
        let isClosed = mailbox.take(&batch)
        if !batch.isEmpty { handler(batch) }
        batch.removeAll(keepingCapacity: true)
        return isClosed
    }
}

private func asyncReceived(_ handle: UnsafeMutablePointer<uv_async_t>?) {
    guard let data = handle?.pointee.data else { return }
    Unmanaged<AsyncReceiver>.fromOpaque(data).takeUnretainedValue().woken()
}

private func asyncClosed(_ handle: UnsafeMutablePointer<uv_handle_t>?) {
    guard let handle else { return }
    _ = releaseOwner(AsyncReceiver.self, of: handle)
}
