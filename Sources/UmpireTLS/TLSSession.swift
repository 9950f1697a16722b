internal import CUmpireTLS
internal import UmpireBasics

/// One half of a TLS connection: bytes in, bytes out, without a socket.
///
/// ```
///   handshake ──▶ open ──close──▶ closed        any ──fault──▶ over
/// ```
///
/// After each call that says so, ciphertext may be waiting to be sent. The session has one owner
/// at a time, who may be on another thread than the one before. A connection that ends without
/// `TLSRead.closed` was cut off; what that means is its owner's business.
public struct TLSSession: ~Copyable, Sendable {
    /// The most plaintext in one record. Room for reading and scratch want no more.
    public static let recordBytes = 16_384

    // The bits of a pointer to what no other value points to. OpenSSL keeps nothing of a session
    // on a thread but the queue of errors, which each call empties before it returns.
    private let bits: UInt
    private var fault: TLSFault?
    private var isClosed = false

    /// A server's half. It waits for the client to begin.
    public init(_ context: TLSContext) {
        let session = umpire_tls_accept(context.pointer)
        require(session != nil, "there is memory for a session")
        bits = UInt(bitPattern: session)
    }

    /// A client's half, for a server at a host name or an address, which its certificate must
    /// hold. Its first ciphertext is waiting.
    public init(client context: TLSClientContext, host: String) throws(TLSError) {
        guard let session = umpire_tls_connect(context.pointer, host) else {
            throw TLSError.badHost(host)
        }
        bits = UInt(bitPattern: session)
    }

    deinit {
        umpire_tls_session_free(pointer)
    }

    private var pointer: OpaquePointer? { OpaquePointer(bitPattern: bits) }

    // MARK: reading

    /// Takes ciphertext from the front and writes the plaintext of at most one record into `room`.
    ///
    /// Call it until it returns no bytes; then nothing is left of `ciphertext` unless the peer has
    /// closed. The handshake goes on here too, so that ciphertext may be waiting afterwards, even
    /// when it throws. It throws the same fault for ever after.
    public mutating func read(
        _ ciphertext: inout UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(TLSFault) -> TLSRead {
        if let fault { throw fault }
        require(!room.isEmpty, "plaintext has room")
        var next = ciphertext.baseAddress?.assumingMemoryBound(to: UInt8.self)
        var left = ciphertext.count
        var count = 0
        var problem = umpire_tls_problem()
        let progress = umpire_tls_read(
            pointer, &next, &left, room.baseAddress, room.count, &count, &problem)
        ciphertext = UnsafeRawBufferPointer(start: next, count: left)
        switch progress {
        case umpire_tls_plaintext: return .bytes(count)
        case umpire_tls_needs_more: return .needsMore
        case umpire_tls_closed: return .closed
        default: throw end(TLSFault(problem))
        }
    }

    // MARK: writing

    /// Encrypts bytes, in as few records as there can be. The ciphertext is waiting afterwards.
    ///
    /// Throws `notWritable` before the handshake is complete and after `close`: nothing is queued.
    public mutating func write(_ plaintext: UnsafeRawBufferPointer) throws(TLSFault) {
        if let fault { throw fault }
        guard isWritable else { throw .notWritable }
        if plaintext.isEmpty { return }
        var problem = umpire_tls_problem()
        if umpire_tls_write(pointer, plaintext.baseAddress, plaintext.count, &problem) == 1 {
            return
        }
        throw end(TLSFault(problem))
    }

    /// Encrypts two parts as if they were one: in one record, if both fit into `scratch` and
    /// `recordBytes`. Otherwise it writes the one after the other.
    public mutating func write(
        _ head: UnsafeRawBufferPointer, _ tail: UnsafeRawBufferPointer,
        scratch: UnsafeMutableRawBufferPointer
    ) throws(TLSFault) {
        let count = head.count + tail.count
        guard !head.isEmpty, !tail.isEmpty, count <= scratch.count else {
            try write(head)
            return try write(tail)
        }
        scratch.copyMemory(from: head)
        UnsafeMutableRawBufferPointer(rebasing: scratch[head.count...]).copyMemory(from: tail)
        try write(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
    }

    /// Encrypts the word that nothing follows, once. Reading may go on. Without a complete
    /// handshake, or after a fault, there is nothing to say.
    public mutating func close() {
        if fault == nil { umpire_tls_close(pointer) }
        isClosed = true
    }

    // MARK: ciphertext

    /// Whether bytes wait to be sent.
    public var hasCiphertext: Bool {
        var count = 0
        _ = umpire_tls_ciphertext(pointer, &count)
        return count > 0
    }

    /// Hands out all that waits to be sent, not copied, and forgets it; calls nobody if nothing
    /// does. The bytes are valid during the call, in which the session may not be used.
    public mutating func takeCiphertext(_ body: (UnsafeRawBufferPointer) -> Void) {
        var count = 0
        let start = umpire_tls_ciphertext(pointer, &count)
        guard count > 0 else { return }
        body(UnsafeRawBufferPointer(start: start, count: count))
        umpire_tls_sent(pointer)
    }

    // MARK: what it is

    /// Whether bytes can be written.
    public var isWritable: Bool { fault == nil && !isClosed && isHandshaken }

    /// Whether the handshake is complete.
    public var isHandshaken: Bool { umpire_tls_is_handshaken(pointer) != 0 }

    /// Whether the client came back with a ticket, so that the handshake was a short one.
    public var isResumed: Bool { umpire_tls_is_resumed(pointer) != 0 }

    /// Version and cipher, such as `TLSv1.3 TLS_AES_256_GCM_SHA384`.
    public var negotiated: String {
        text(bytes: Int(UMPIRE_TLS_DESCRIPTION_SIZE)) { umpire_tls_describe(pointer, $0) }
    }

    /// The fingerprint of the other's certificate; nil if it showed none.
    public var peerFingerprint: String? {
        var isShown = false
        let digits = text(bytes: Int(UMPIRE_TLS_FINGERPRINT_SIZE)) { room in
            isShown = umpire_tls_peer_certificate(pointer, room) != 0
        }
        return isShown ? digits : nil
    }

    private mutating func end(_ fault: TLSFault) -> TLSFault {
        self.fault = fault
        return fault
    }
}
