import COpenSSL
import Testing

/// A client of OpenSSL's own, which can do what ours refuses to.
final class RawClient {
    let ssl: OpaquePointer
    private let input: OpaquePointer
    private let output: OpaquePointer

    /// Speaks at most TLS 1.2, or at most 1.3, and offers these protocols (RFC 7301 §3.1).
    init(newest: Int32 = TLS1_3_VERSION, protocols: [String] = []) throws {
        let context = try #require(SSL_CTX_new(TLS_client_method()))
        defer { SSL_CTX_free(context) }
        SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(newest), nil)
        let offers = protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        if !offers.isEmpty { SSL_CTX_set_alpn_protos(context, offers, UInt32(offers.count)) }
        ssl = try #require(SSL_new(context))
        input = try #require(BIO_new(BIO_s_mem()))
        output = try #require(BIO_new(BIO_s_mem()))
        SSL_set_bio(ssl, input, output)
        SSL_set_connect_state(ssl)
    }

    deinit {
        SSL_free(ssl)
    }

    /// The protocol that the server chose.
    var chosen: String {
        var start: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &start, &count)
        return String(
            decoding: UnsafeBufferPointer(start: start, count: Int(count)), as: UTF8.self)
    }

    /// Goes on with the handshake, and reads what is there.
    func step() {
        var room = [UInt8](repeating: 0, count: 1_024)
        while SSL_read(ssl, &room, Int32(room.count)) > 0 {}
        ERR_clear_error()
    }

    func ciphertext() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = BIO_read(output, &bytes, Int32(bytes.count))
        return Array(bytes.prefix(max(0, Int(count))))
    }

    /// Converses with a server until both are silent.
    func converse(with server: Party) {
        while true {
            step()
            let there = ciphertext()
            if !there.isEmpty { server.take(there) }
            let back = server.ciphertext()
            if !back.isEmpty { BIO_write(input, back, Int32(back.count)) }
            if there.isEmpty, back.isEmpty { return }
        }
    }
}
