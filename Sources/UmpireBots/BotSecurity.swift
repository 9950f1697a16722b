import UmpireTLS

/// The TLS of one bot's connection.
final class BotSecurity {
    private var session: TLSSession

    init(_ context: TLSClientContext, host: String) throws(TLSError) {
        session = try TLSSession(client: context, host: host)
    }

    var isWritable: Bool { session.isWritable }

    /// Takes ciphertext from the front and writes what it says into `room`.
    func read(
        _ ciphertext: inout UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(TLSFault) -> TLSRead {
        try session.read(&ciphertext, into: room)
    }

    /// Encrypts; what cannot be written, because the conversation is over, is dropped.
    func write(_ bytes: UnsafeRawBufferPointer) { try? session.write(bytes) }

    /// Says that nothing follows.
    func close() { session.close() }

    /// Hands out the ciphertext that waits to be sent.
    func takeCiphertext(_ send: (UnsafeRawBufferPointer) -> Void) { session.takeCiphertext(send) }
}
