import UmpireHTTP

extension CompressionAgreement {
    /// Takes the first of a client's offers that can be kept (RFC 7692 §5 and §7.1).
    ///
    /// - Returns: nil if there is none.
    static func negotiate(
        _ headers: HeaderFields
    ) throws(HandshakeRefusal) -> CompressionAgreement? {
        var agreement: CompressionAgreement?
        for field in headers.fields where field.name == "sec-websocket-extensions" {
            guard let offers = ExtensionOffers.parse(field.value) else { throw .badExtensions }
            for offer in offers where agreement == nil {
                agreement = CompressionAgreement(offer)
            }
        }
        return agreement
    }

    /// What an offer comes to; nil if it is another extension's or must be declined.
    private init?(_ offer: ExtensionOffers.Offer) {
        guard offer.name == "permessage-deflate" else { return nil }
        var seen: Set<String> = []
        var windowBits: UInt8 = 15
        for parameter in offer.parameters {
            guard seen.insert(parameter.name).inserted else { return nil }
            switch parameter.name {
            case "server_no_context_takeover", "client_no_context_takeover":
                guard parameter.value == nil else { return nil }
            case "server_max_window_bits":
                // zlib writes no raw data with the smallest window, 8.
                guard let bits = parameter.value.flatMap(Self.windowBits), bits >= 9 else {
                    return nil
                }
                windowBits = bits
            case "client_max_window_bits":
                // Any window can be read, so the client need not be held to one.
                guard parameter.value.map({ Self.windowBits($0) != nil }) ?? true else {
                    return nil
                }
            default: return nil
            }
        }
        serverWindowBits = windowBits
    }

    /// 8…15, in decimal without leading zeros (RFC 7692 §7.1.2).
    private static func windowBits(_ text: String) -> UInt8? {
        guard let bits = UInt8(text), (8...15).contains(bits), text == "\(bits)" else { return nil }
        return bits
    }
}
