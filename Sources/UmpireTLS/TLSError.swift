internal import CUmpireTLS

/// Why a context could not be made.
public enum TLSError: Error, Hashable, Sendable {
    /// The system does not open a file, for the reason in its words.
    case unreadable(path: String, why: String)
    /// The file holds no certificate in PEM form.
    case noCertificate(path: String)
    /// OpenSSL finds the certificate's key too short or its signature too weak.
    case weakCertificate(path: String, why: String)
    /// The file holds no private key in PEM form.
    case noKey(path: String)
    /// The private key needs a password, which nobody is there to type.
    case encryptedKey(path: String)
    /// The key belongs to another certificate; the first of a file is the server's own.
    case keyMismatch(certificate: String, key: String)
    /// The file holds no certificates of authorities in PEM form, or the system has none.
    case noAuthorities(path: String?)
    /// The name of a host has no bytes, or too many for a certificate.
    case badHost(String)
    /// OpenSSL has no memory, or is set up in a way that allows nothing.
    case unavailable(why: String)
}

extension TLSError: CustomStringConvertible {
    /// One sentence with the remedy.
    public var description: String {
        switch self {
        case .unreadable(let path, let why):
            "\(path) cannot be read: \(why); pass a file that this user may read"
        case .noCertificate(let path):
            "\(path) holds no certificate; pass a PEM file that begins with the server's own"
        case .weakCertificate(let path, let why):
            "the certificate in \(path) is too weak (\(why)); make one with 2048 bits of RSA or "
                + "P-256, signed with SHA-256"
        case .noKey(let path):
            "\(path) holds no private key; pass the PEM file that was made with the certificate"
        case .encryptedKey(let path):
            "the key in \(path) is encrypted; decrypt it with: openssl pkey -in \(path) -out FILE"
        case .keyMismatch(let certificate, let key):
            "the key in \(key) does not belong to the first certificate in \(certificate); pass "
                + "two files that were made together"
        case .noAuthorities(.some(let path)):
            "\(path) holds no certificates of authorities; pass a PEM file that does"
        case .noAuthorities(.none):
            "the system has no certificates of authorities; install the package ca-certificates"
        case .badHost(let host):
            "\"\(host)\" is no name of a host; pass a name or an address"
        case .unavailable(let why):
            "OpenSSL is not usable: \(why); see `openssl version -a` and its openssl.cnf"
        }
    }
}

extension TLSError {
    init(_ problem: umpire_tls_problem, certificate: String, key: String) {
        switch problem.kind {
        case umpire_tls_certificate_unreadable:
            self = .unreadable(path: certificate, why: problem.words)
        case umpire_tls_certificate_invalid: self = .noCertificate(path: certificate)
        case umpire_tls_certificate_weak:
            self = .weakCertificate(path: certificate, why: problem.words)
        case umpire_tls_key_unreadable: self = .unreadable(path: key, why: problem.words)
        case umpire_tls_key_invalid: self = .noKey(path: key)
        case umpire_tls_key_encrypted: self = .encryptedKey(path: key)
        case umpire_tls_key_mismatch: self = .keyMismatch(certificate: certificate, key: key)
        default: self = .unavailable(why: problem.words)
        }
    }
}

extension umpire_tls_problem {
    /// OpenSSL's words.
    var words: String {
        withUnsafeBytes(of: text) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
