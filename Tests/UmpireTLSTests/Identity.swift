import COpenSSL
import Testing

/// A private key, and a certificate that says whose it is.
final class Identity {
    enum Kind { case elliptic, rsa(bits: Int32) }

    let key: OpaquePointer
    let certificate: OpaquePointer

    /// A certificate for these names, such as `DNS:localhost,IP:127.0.0.1`, for days from now on;
    /// signed by another identity, or by itself.
    init(
        _ names: String = "DNS:localhost,IP:127.0.0.1", days: Int = 30, kind: Kind = .elliptic,
        by issuer: Identity? = nil, isAuthority: Bool = false
    ) throws {
        key = try Self.makeKey(kind)
        certificate = try #require(X509_new())
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), Int.random(in: 1...1 << 30))
        X509_gmtime_adj(X509_getm_notBefore(certificate), -60 * 86_400)
        X509_gmtime_adj(X509_getm_notAfter(certificate), days * 86_400)
        X509_set_pubkey(certificate, key)
        let name = X509_get_subject_name(certificate)
        // An issuer is told from its certificates by name.
        let common = isAuthority ? "umpire test authority" : "umpire test"
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_FLAG | 1, common, -1, -1, 0)
        X509_set_issuer_name(certificate, X509_get_subject_name(issuer?.certificate ?? certificate))
        try extend(NID_subject_alt_name, names)
        if isAuthority { try extend(NID_basic_constraints, "critical,CA:TRUE") }
        try #require(X509_sign(certificate, issuer?.key ?? key, EVP_sha256()) > 0)
    }

    deinit {
        X509_free(certificate)
        EVP_PKEY_free(key)
    }

    /// The digest in hexadecimal digits.
    var fingerprint: String {
        var digest = [UInt8](repeating: 0, count: 32)
        X509_digest(certificate, EVP_sha256(), &digest, nil)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Writes the certificate and the key, and returns the paths.
    func write(to folder: Folder, as name: String) throws -> (certificate: String, key: String) {
        (
            try writeCertificate(to: folder, as: "\(name).pem"),
            try writeKey(to: folder, as: "\(name).key")
        )
    }

    func writeCertificate(to folder: Folder, as name: String) throws -> String {
        let path = folder.file(name)
        let file = try #require(BIO_new_file(path, "w"))
        defer { BIO_free(file) }
        try #require(PEM_write_bio_X509(file, certificate) == 1)
        return path
    }

    /// Encrypted, if there is a password.
    func writeKey(to folder: Folder, as name: String, password: String? = nil) throws -> String {
        let path = folder.file(name)
        let file = try #require(BIO_new_file(path, "w"))
        defer { BIO_free(file) }
        let bytes = Array((password ?? "").utf8)
        let cipher = password == nil ? nil : EVP_aes_128_cbc()
        try #require(
            PEM_write_bio_PrivateKey(file, key, cipher, bytes, Int32(bytes.count), nil, nil) == 1)
        return path
    }

    private static func makeKey(_ kind: Kind) throws -> OpaquePointer {
        let name = if case .elliptic = kind { "EC" } else { "RSA" }
        let context = try #require(EVP_PKEY_CTX_new_from_name(nil, name, nil))
        defer { EVP_PKEY_CTX_free(context) }
        try #require(EVP_PKEY_keygen_init(context) == 1)
        switch kind {
        case .elliptic: try #require(EVP_PKEY_CTX_set_group_name(context, "P-256") == 1)
        case .rsa(let bits): try #require(EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1)
        }
        var key: OpaquePointer?
        try #require(EVP_PKEY_generate(context, &key) == 1)
        return try #require(key)
    }

    private func extend(_ kind: Int32, _ value: String) throws {
        let item = try #require(X509V3_EXT_conf_nid(nil, nil, kind, value))
        defer { X509_EXTENSION_free(item) }
        try #require(X509_add_ext(certificate, item, -1) == 1)
    }
}
