import COpenSSL
import Glibc
import Testing
import UmpireServer

/// A certificate for this machine, signed by itself, in a folder that goes with the object.
final class IdentityFolder {
    private let path: String

    init() throws {
        var template = Array("/tmp/umpire-bots-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
        let key = try Self.makeKey()
        defer { EVP_PKEY_free(key) }
        let certificate = try Self.makeCertificate(key)
        defer { X509_free(certificate) }
        let first = try #require(BIO_new_file(files.certificate, "w"))
        defer { BIO_free(first) }
        try #require(PEM_write_bio_X509(first, certificate) == 1)
        let second = try #require(BIO_new_file(files.key, "w"))
        defer { BIO_free(second) }
        try #require(PEM_write_bio_PrivateKey(second, key, nil, nil, 0, nil, nil) == 1)
    }

    deinit {
        unlink(files.certificate)
        unlink(files.key)
        rmdir(path)
    }

    /// The two files, and any port.
    var files: ServerConfiguration.TLS {
        ServerConfiguration.TLS(certificate: "\(path)/own.pem", key: "\(path)/own.key", port: 0)
    }

    private static func makeKey() throws -> OpaquePointer {
        let context = try #require(EVP_PKEY_CTX_new_from_name(nil, "EC", nil))
        defer { EVP_PKEY_CTX_free(context) }
        try #require(EVP_PKEY_keygen_init(context) == 1)
        try #require(EVP_PKEY_CTX_set_group_name(context, "P-256") == 1)
        var key: OpaquePointer?
        try #require(EVP_PKEY_generate(context, &key) == 1)
        return try #require(key)
    }

    private static func makeCertificate(_ key: OpaquePointer) throws -> OpaquePointer {
        let certificate = try #require(X509_new())
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1)
        X509_gmtime_adj(X509_getm_notBefore(certificate), -86_400)
        X509_gmtime_adj(X509_getm_notAfter(certificate), 30 * 86_400)
        X509_set_pubkey(certificate, key)
        let name = X509_get_subject_name(certificate)
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_FLAG | 1, "umpire test", -1, -1, 0)
        X509_set_issuer_name(certificate, name)
        let names = try #require(
            X509V3_EXT_conf_nid(nil, nil, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1"))
        defer { X509_EXTENSION_free(names) }
        try #require(X509_add_ext(certificate, names, -1) == 1)
        try #require(X509_sign(certificate, key, EVP_sha256()) > 0)
        return certificate
    }
}
