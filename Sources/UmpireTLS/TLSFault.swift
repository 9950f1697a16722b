internal import CUmpireTLS

/// How a peer ended a session; its ciphertext may hold an alert that is still to be sent.
public enum TLSFault: Error, Hashable, Sendable {
    /// An HTTP request without TLS; there is no alert, and an answer without TLS is understood.
    case plainHTTP
    /// Something that is not TLS; there is no alert.
    case notTLS
    /// The peer speaks nothing newer than TLS 1.1.
    case versionTooOld
    /// The peer speaks no cipher of ours.
    case noCommonCipher
    /// The peer offers protocols above TLS, but not HTTP/1.1.
    case noCommonProtocol
    /// A record that is longer than TLS allows.
    case recordTooLong
    /// A record that was changed on its way, or made with another key.
    case recordDamaged
    /// A handshake of more than 32,768 bytes.
    case handshakeTooLong
    /// A second handshake in the same session, which TLS 1.2 has and we do not allow.
    case renegotiation
    /// The peer asks for new keys all the time; a few dozen in the life of a session are answered.
    case tooManyKeyUpdates
    /// The peer's certificate is not to be trusted, in OpenSSL's words; of clients alone.
    case certificateRefused(why: String)
    /// The peer gave up, with this alert (RFC 8446 §6).
    case alert(UInt8)
    /// Anything else that TLS forbids, in OpenSSL's words.
    case other(why: String)
    /// Our own mistake, after which the session goes on: nothing can be written before the
    /// handshake is complete nor after `close`.
    case notWritable
}

extension TLSFault: CustomStringConvertible {
    /// One short sentence.
    public var description: String {
        switch self {
        case .plainHTTP: "an HTTP request without TLS; use https://"
        case .notTLS: "these bytes are not TLS"
        case .versionTooOld: "the peer speaks only versions before TLS 1.2"
        case .noCommonCipher: "no cipher in common"
        case .noCommonProtocol: "the peer offers protocols, but not http/1.1"
        case .recordTooLong: "a record is longer than TLS allows"
        case .recordDamaged: "a record was changed on its way"
        case .handshakeTooLong: "a handshake of more than 32768 bytes"
        case .renegotiation: "the peer wants another handshake"
        case .tooManyKeyUpdates: "the peer asks for new keys all the time"
        case .certificateRefused(let why): "the certificate is refused: \(why)"
        case .alert(let number): "the peer gave up with alert \(number)"
        case .other(let why): "TLS failed: \(why)"
        case .notWritable: "write only between the end of the handshake and close"
        }
    }
}

extension TLSFault {
    init(_ problem: umpire_tls_problem) {
        switch problem.kind {
        case umpire_tls_plain_http: self = .plainHTTP
        case umpire_tls_not_tls: self = .notTLS
        case umpire_tls_version_too_old: self = .versionTooOld
        case umpire_tls_no_common_cipher: self = .noCommonCipher
        case umpire_tls_no_common_protocol: self = .noCommonProtocol
        case umpire_tls_record_too_long: self = .recordTooLong
        case umpire_tls_record_damaged: self = .recordDamaged
        case umpire_tls_handshake_too_long: self = .handshakeTooLong
        case umpire_tls_renegotiation: self = .renegotiation
        case umpire_tls_too_many_updates: self = .tooManyKeyUpdates
        case umpire_tls_certificate_refused: self = .certificateRefused(why: problem.words)
        case umpire_tls_alert: self = .alert(UInt8(truncatingIfNeeded: problem.code))
        default: self = .other(why: problem.words)
        }
    }
}
