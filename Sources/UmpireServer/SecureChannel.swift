import UmpireLoop
import UmpireTLS

/// The TLS of one connection.
final class SecureChannel {
    /// Gone once it was handed over.
    private var session: TLSSession?
    private let scratch: SecureScratch

    /// The server's end of a new conversation.
    init(_ context: TLSContext, _ scratch: SecureScratch) {
        session = TLSSession(context)
        self.scratch = scratch
    }

    /// Goes on with a conversation that came from another loop; nil if somebody else has it.
    init?(adopting session: HandedOverSession, _ scratch: SecureScratch) {
        guard let taken = session.take() else { return nil }
        self.session = consume taken
        self.scratch = scratch
    }

    /// Whether plaintext can be written.
    var isWritable: Bool { session?.isWritable ?? false }

    /// Takes ciphertext from the front; what it says is in `plaintext` until the next call.
    func read(_ ciphertext: inout UnsafeRawBufferPointer) throws(TLSFault) -> TLSRead {
        try session?.read(&ciphertext, into: scratch.plaintext) ?? .closed
    }

    /// The first bytes of what the last `read` gave.
    func plaintext(_ count: Int) -> UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: scratch.plaintext[..<count])
    }

    /// Encrypts one or two parts, in one record where that is possible.
    ///
    /// What cannot be written, because the conversation is over, is dropped: the reader finds out.
    func encrypt(_ head: UnsafeRawBufferPointer, _ tail: UnsafeRawBufferPointer?) {
        if let tail {
            try? session?.write(head, tail, scratch: scratch.gathered)
        } else {
            try? session?.write(head)
        }
    }

    /// Hands out the ciphertext that waits to be sent.
    func takeCiphertext(_ send: (UnsafeRawBufferPointer) -> Void) {
        session?.takeCiphertext(send)
    }

    /// Says that nothing follows.
    func close() { session?.close() }

    /// Lets go of the conversation, so that another loop goes on.
    func handOver() -> HandedOverSession? {
        guard let taken = session.take() else { return nil }
        return HandedOverSession(taken)
    }
}

/// A TLS conversation on its way to another loop.
final class HandedOverSession: Sendable {
    private let session: Locked<TLSSession?>

    init(_ session: consuming sending TLSSession) {
        self.session = Locked(consume session)
    }

    /// The conversation, once.
    func take() -> TLSSession? { session.withLock { $0.take() } }
}
