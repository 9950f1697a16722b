import Testing
import UmpireTLS

@Suite("the files of a TLS server")
struct ContextTests {
    private let folder: Folder
    private let identity: Identity
    private let files: (certificate: String, key: String)

    init() throws {
        folder = try Folder()
        identity = try Identity()
        files = try identity.write(to: folder, as: "own")
    }

    private func error(certificate: String, key: String) -> TLSError? {
        do throws(TLSError) {
            _ = try TLSContext(certificate: certificate, key: key)
            return nil
        } catch {
            return error
        }
    }

    @Test("a certificate says who it is and when it ends")
    func certificate() throws {
        let certificate = try TLSContext(certificate: files.certificate, key: files.key).certificate
        #expect(certificate.fingerprint == identity.fingerprint)
        #expect(certificate.fingerprint.count == 64)
    }

    @Test("an end is told in the calendar's words")
    func calendar() {
        let rows: [(Int64, String)] = [
            (0, "1970-01-01 00:00:00 UTC"), (951_782_399, "2000-02-28 23:59:59 UTC"),
            (951_782_400, "2000-02-29 00:00:00 UTC"), (1_709_251_199, "2024-02-29 23:59:59 UTC"),
            (1_893_456_000, "2030-01-01 00:00:00 UTC"), (4_107_542_400, "2100-03-01 00:00:00 UTC"),
            (-1, "1969-12-31 23:59:59 UTC"), (253_402_300_799, "9999-12-31 23:59:59 UTC"),
        ]
        for (seconds, text) in rows {
            #expect(TLSCertificate(fingerprint: "", expirySeconds: seconds).expiry == text)
        }
    }

    @Test("a file that is missing, or a folder, is named")
    func unreadable() {
        let missing = folder.path + "/missing"
        let expected = TLSError.unreadable(path: missing, why: "No such file or directory")
        #expect(error(certificate: missing, key: files.key) == expected)
        #expect(error(certificate: files.certificate, key: missing) == expected)
        #expect("\(expected)".hasPrefix("\(missing) cannot be read: No such file"))
        let path = folder.path
        #expect(error(certificate: path, key: files.key) == .noCertificate(path: path))
        #expect(error(certificate: files.certificate, key: path) == .noKey(path: path))
    }

    @Test("a file of something else is named")
    func notPEM() throws {
        let noise = try folder.write("This is no certificate.\n", to: "noise")
        let empty = try folder.write("", to: "empty")
        for path in [noise, empty] {
            #expect(error(certificate: path, key: files.key) == .noCertificate(path: path))
            #expect(error(certificate: files.certificate, key: path) == .noKey(path: path))
        }
        #expect(
            error(certificate: files.key, key: files.certificate)
                == .noCertificate(path: files.key), "swapped")
        #expect(
            error(certificate: files.certificate, key: files.certificate)
                == .noKey(path: files.certificate))
        let broken = try folder.write(
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", to: "broken")
        #expect(error(certificate: broken, key: files.key) == .noCertificate(path: broken))
    }

    @Test("a key of another certificate is refused, also one of another kind")
    func mismatch() throws {
        for kind in [Identity.Kind.elliptic, .rsa(bits: 2_048)] {
            let other = try Identity(kind: kind).write(to: folder, as: "other")
            #expect(
                error(certificate: files.certificate, key: other.key)
                    == .keyMismatch(certificate: files.certificate, key: other.key))
            #expect(error(certificate: other.certificate, key: other.key) == nil)
        }
    }

    @Test("an encrypted key is refused at once, and nobody is asked for a password")
    func encrypted() throws {
        for password in ["secret", "x"] {
            let key = try identity.writeKey(to: folder, as: "locked", password: password)
            let expected = TLSError.encryptedKey(path: key)
            #expect(error(certificate: files.certificate, key: key) == expected)
            #expect("\(expected)".contains("openssl pkey -in \(key)"))
        }
    }

    @Test("a key that is too short for the system's rules is refused")
    func weak() throws {
        let weak = try Identity(kind: .rsa(bits: 512)).write(to: folder, as: "weak")
        guard case .weakCertificate = error(certificate: weak.certificate, key: weak.key) else {
            Issue.record("it was accepted, or called something else")
            return
        }
    }

    @Test("an expired certificate is loaded, and tells its end; clients refuse it")
    func expired() throws {
        let old = try Identity(days: -30)
        let paths = try old.write(to: folder, as: "old")
        let context = try TLSContext(certificate: paths.certificate, key: paths.key)
        let own = try TLSContext(certificate: files.certificate, key: files.key)
        let difference = own.certificate.expirySeconds - context.certificate.expirySeconds
        #expect(abs(difference - 60 * 86_400) <= 60)
        #expect(
            try refusal(TLSClientContext(trust: .file(paths.certificate)), "localhost", context)
                == .certificateRefused(why: "certificate has expired"))
    }

    /// What a client holds against the server.
    private func refusal(
        _ client: TLSClientContext, _ host: String, _ context: TLSContext
    ) throws -> TLSFault? {
        let (guest, server) = (try Party(client: client, host: host), Party(context))
        converse(guest, server)
        if let fault = guest.fault {
            guard case .alert = server.fault else {
                Issue.record("the server was not told: \(String(describing: server.fault))")
                return fault
            }
        }
        #expect(guest.isWritable == (guest.fault == nil))
        return guest.fault
    }

    @Test("a client believes whom it is told to, under the names of the certificate")
    func trust() throws {
        let own = try TLSContext(certificate: files.certificate, key: files.key)
        let believer = try TLSClientContext(trust: .file(files.certificate))
        #expect(try refusal(believer, "localhost", own) == nil)
        #expect(try refusal(believer, "127.0.0.1", own) == nil)
        #expect(
            try refusal(believer, "example.org", own)
                == .certificateRefused(why: "hostname mismatch"))
        #expect(
            try refusal(believer, "127.0.0.2", own)
                == .certificateRefused(why: "IP address mismatch"))
        let unknown = TLSFault.certificateRefused(why: "self-signed certificate")
        #expect(try refusal(TLSClientContext(), "localhost", own) == unknown)
        #expect(try refusal(TLSClientContext(trust: .everybody), "example.org", own) == nil)
        let missing = folder.path + "/missing"
        #expect(throws: TLSError.noAuthorities(path: missing)) {
            try TLSClientContext(trust: .file(missing))
        }
        #expect(throws: TLSError.badHost("")) { try Party(client: believer, host: "") }
    }

    @Test("a chain file gives clients the certificates between")
    func chain() throws {
        let root = try Identity(isAuthority: true)
        let leaf = try Identity(by: root)
        let leafFile = try leaf.writeCertificate(to: folder, as: "leaf.pem")
        let rootFile = try root.writeCertificate(to: folder, as: "root.pem")
        let key = try leaf.writeKey(to: folder, as: "leaf.key")
        let path = try folder.join([leafFile, rootFile], as: "chain.pem")
        let context = try TLSContext(certificate: path, key: key)
        #expect(context.certificate.fingerprint == leaf.fingerprint)
        #expect(try refusal(TLSClientContext(trust: .file(rootFile)), "localhost", context) == nil)
        let reversed = try folder.join([rootFile, leafFile], as: "reversed.pem")
        #expect(
            error(certificate: reversed, key: key) == .keyMismatch(certificate: reversed, key: key))
    }
}
