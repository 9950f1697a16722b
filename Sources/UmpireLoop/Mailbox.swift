internal import CLibuv
internal import UmpireBasics

/// Messages from any thread to one loop, in order for each sender.
///
/// Make it anywhere, give it to the senders, and let the receiving loop call `receive` once.
/// Every message whose `send` returned true is delivered, even if the loop stops after it,
/// unless no loop ever receives.
public final class Mailbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var isClosed = false
        var hasReceiver = false
        /// Set while a loop receives. Waking it happens under the lock, which closing the
        /// handle takes too: so it is never used after its end.
        var wakeUp: WakeUp?
    }

    private let state = Locked(State())
    private let capacity: Int

    /// Makes a mailbox that holds up to `capacity` messages at a time and refuses more.
    public init(capacity: Int = LoopLimits.mailboxMessages) {
        self.capacity = capacity
    }

    /// Leaves a message, from any thread; wakes the loop if it is the first one waiting.
    ///
    /// Returns false, and drops the message, when the mailbox is full or closed, or its loop ended.
    @discardableResult
    public func send(_ message: Message) -> Bool {
        state.withLock { state in
            if state.isClosed || state.messages.count >= capacity { return false }
            state.messages.append(message)
            if state.messages.count == 1 { state.wakeUp?.wake() }
            return true
        }
    }

    /// Whether the mailbox was closed or its loop has ended.
    public var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Delivers all messages, also those that wait already, to `handler` on this loop in batches.
    ///
    /// One loop receives, once. Unless `keepsLoopAlive` is false, the loop runs on until `close`.
    public func receive(
        on loop: Loop, keepsLoopAlive: Bool = true, _ handler: @escaping ([Message]) -> Void
    ) throws(LoopError) {
        try loop.requireRunning()
        let receiver = MailboxReceiver(self, on: loop, handler)
        if !keepsLoopAlive { uv_unref(receiver.wakeUp.handle.asHandle) }
        let wakeUp = receiver.wakeUp
        state.withLock { state in
            require(!state.hasReceiver, "one loop receives a mailbox, once")
            state.hasReceiver = true
            state.wakeUp = wakeUp
            if !state.messages.isEmpty || state.isClosed { wakeUp.wake() }
        }
    }

    /// Refuses messages from now on, from any thread. Those accepted before are still delivered,
    /// and then the mailbox no longer keeps its loop alive.
    public func close() {
        state.withLock { state in
            state.isClosed = true
            state.wakeUp?.wake()
        }
    }

    /// Swaps the waiting messages with an empty array; true if the mailbox is closed.
    func take(_ messages: inout [Message]) -> Bool {
        let spare = messages
        messages = []
        let (taken, isClosed) = state.withLock { state in
            let taken = state.messages
            state.messages = spare
            return (taken, state.isClosed)
        }
        messages = taken
        return isClosed
    }

    /// Refuses messages and forgets the handle, which is about to be closed.
    func detach() {
        state.withLock { state in
            state.isClosed = true
            state.wakeUp = nil
        }
    }
}

/// The handle that wakes a loop from other threads.
///
/// The only unchecked `Sendable` of the project: `uv_async_send` is the one function of libuv
/// that may be called from any thread. `Mailbox` calls it only under its lock, and gives the
/// handle up under the same lock before the loop closes it.
struct WakeUp: @unchecked Sendable {
    let handle: UnsafeMutablePointer<uv_async_t>

    func wake() {
        requireSuccess(uv_async_send(handle), "uv_async_send")
    }
}
