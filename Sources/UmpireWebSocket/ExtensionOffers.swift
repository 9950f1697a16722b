/// Reads `Sec-WebSocket-Extensions` (RFC 6455 §9.1), strictly and in one pass.
///
/// ```
///   offers = offer *( "," offer )          offer     = token *( ";" parameter )
///   parameter = token [ "=" ( token | quoted token ) ]
/// ```
struct ExtensionOffers {
    /// What a client would agree to.
    struct Offer: Equatable {
        let name: String
        var parameters: [Parameter] = []
    }

    struct Parameter: Equatable {
        let name: String
        let value: String?
    }

    private let bytes: [UInt8]
    private var index = 0

    private init(_ text: String) { bytes = Array(text.utf8) }

    /// The offers of a header's value in the client's order; nil if it breaks the grammar.
    ///
    /// Empty elements between commas are passed over, as in every HTTP list (RFC 9110 §5.6.1).
    static func parse(_ text: String) -> [Offer]? {
        var reader = ExtensionOffers(text)
        var offers: [Offer] = []
        repeat {
            reader.skipBlank()
            if reader.isAtEnd || reader.current == UInt8(ascii: ",") { continue }
            guard let offer = reader.offer() else { return nil }
            offers.append(offer)
        } while reader.take(UInt8(ascii: ","))
        return reader.isAtEnd ? offers : nil
    }

    private mutating func offer() -> Offer? {
        guard let name = token() else { return nil }
        var offer = Offer(name: name)
        while take(UInt8(ascii: ";")) {
            skipBlank()
            guard let name = token() else { return nil }
            var value: String?
            if take(UInt8(ascii: "=")) {
                skipBlank()
                value = current == UInt8(ascii: "\"") ? quotedToken() : token()
                if value == nil { return nil }
            }
            offer.parameters.append(Parameter(name: name, value: value))
        }
        return offer
    }

    /// A token and the spaces behind it.
    private mutating func token() -> String? {
        let start = index
        while let current, Self.isToken(current) { index += 1 }
        guard index > start else { return nil }
        defer { skipBlank() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// A token in quotation marks, in which a backslash may stand before any byte of it.
    private mutating func quotedToken() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        var text: [UInt8] = []
        while let byte = next(), byte != UInt8(ascii: "\"") {
            let plain = byte == UInt8(ascii: "\\") ? next() : byte
            guard let plain, Self.isToken(plain) else { return nil }
            text.append(plain)
        }
        guard !text.isEmpty, bytes[index - 1] == UInt8(ascii: "\"") else { return nil }
        skipBlank()
        return String(decoding: text, as: UTF8.self)
    }

    private var isAtEnd: Bool { index == bytes.count }

    private var current: UInt8? { isAtEnd ? nil : bytes[index] }

    private mutating func next() -> UInt8? {
        guard let current else { return nil }
        index += 1
        return current
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipBlank() {
        while let current, current == 0x20 || current == 0x09 { index += 1 }
    }

    /// A byte of a token (RFC 9110 §5.6.2).
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "#"),
            UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"),
            UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
