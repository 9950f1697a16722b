internal import CUmpireTLS
internal import UmpireBasics

/// A server's certificate and key, and the rules of its sessions.
///
/// TLS 1.2 and 1.3 with forward secrecy; no compression, no second handshake; of protocols above,
/// `http/1.1`. Sessions keep what they need of it: to change the certificate of a running server,
/// make another context and let go of this one. Tickets with which clients come back faster are
/// encrypted with keys of the context's own that live as long as it: make another one each day.
public final class TLSContext: Sendable {
    /// The server's own certificate.
    public let certificate: TLSCertificate
    // The bits of a pointer. OpenSSL counts the owners of a context atomically and guards what
    // handshakes change in it with locks of its own; nothing here changes it after `init`.
    private let bits: UInt

    /// Reads two PEM files: the certificates, the server's own first, then its chain; and the key.
    ///
    /// It blocks while it reads. An expired certificate is accepted: see `certificate`.
    public init(certificate: String, key: String) throws(TLSError) {
        var problem = umpire_tls_problem()
        guard let context = umpire_tls_server_context(certificate, key, &problem) else {
            throw TLSError(problem, certificate: certificate, key: key)
        }
        bits = UInt(bitPattern: context)
        var end: Int64 = 0
        let digits = text(bytes: Int(UMPIRE_TLS_FINGERPRINT_SIZE)) { room in
            end = umpire_tls_context_certificate(context, room)
        }
        self.certificate = TLSCertificate(fingerprint: digits, expirySeconds: end)
    }

    deinit {
        umpire_tls_context_free(pointer)
    }

    var pointer: OpaquePointer? { OpaquePointer(bitPattern: bits) }
}

/// The text that a C function writes into so many bytes and ends with a zero.
func text(bytes count: Int, _ write: (UnsafeMutablePointer<CChar>) -> Void) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: count) { room in
        room.initialize(repeating: 0)
        guard let start = room.baseAddress else { return "" }
        write(start)
        return String(cString: start)
    }
}
