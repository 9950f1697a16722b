import COpenSSL

/// The key of a handshake: 16 random bytes in base64 (RFC 6455 §4.1).
public struct HandshakeKey: Sendable, Equatable {
    /// The 24 characters of the header.
    public let text: String

    /// A key as a client sends it; nil unless it is base64 of 16 bytes.
    ///
    /// The four unused bits in its last character may be anything: RFC 4648 §3.5 leaves it open and
    /// handwritten clients get it wrong.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes.suffix(2).allSatisfy({ $0 == UInt8(ascii: "=") }),
            bytes.prefix(22).allSatisfy(Self.isBase64)
        else { return nil }
        self.text = text
    }

    /// A client's key of 16 bytes that nobody can guess.
    public init(random: (UInt64, UInt64)) {
        text = withUnsafeBytes(of: random) { Self.base64(Array($0)) }
    }

    /// What the server must answer: base64 of SHA-1 of the key and a constant (RFC 6455 §4.2.2).
    public var accept: String {
        let input = Array((text + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
        var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
        _ = SHA1(input, input.count, &digest)
        return Self.base64(digest)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        // EVP_EncodeBlock writes a NUL behind the text.
        var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
        let count = EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
        return String(decoding: text.prefix(Int(count)), as: UTF8.self)
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
