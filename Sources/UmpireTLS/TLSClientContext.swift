internal import CUmpireTLS

/// Whom a client trusts, and the newest version that it speaks.
public final class TLSClientContext: Sendable {
    /// Whose certificates are believed.
    public enum Trust: Sendable, Hashable {
        /// Those signed by the authorities that the system knows.
        case system
        /// Those signed by the authorities of a PEM file, or in it themselves.
        case file(String)
        /// All: for a server of one's own, since anybody can stand between.
        case everybody
    }

    /// A version of TLS.
    public enum Version: Int32, Sendable {
        /// RFC 5246.
        case tls12 = 12
        /// RFC 8446.
        case tls13 = 13
    }

    // As in TLSContext: never changed after `init`, and counted atomically by OpenSSL.
    private let bits: UInt

    /// Makes a context for any number of sessions. It blocks while it reads files.
    public init(trust: Trust = .system, newest: Version = .tls13) throws(TLSError) {
        let file: String? = if case .file(let path) = trust { path } else { nil }
        var problem = umpire_tls_problem()
        let verifies: Int32 = trust == .everybody ? 0 : 1
        guard let context = umpire_tls_client_context(file, verifies, newest.rawValue, &problem)
        else {
            guard problem.kind == umpire_tls_authorities_unusable else {
                throw TLSError.unavailable(why: problem.words)
            }
            throw TLSError.noAuthorities(path: file)
        }
        bits = UInt(bitPattern: context)
    }

    deinit {
        umpire_tls_context_free(pointer)
    }

    var pointer: OpaquePointer? { OpaquePointer(bitPattern: bits) }
}
