import UmpireBasics
import UmpireProtocol

/// Control messages: refused, or written and read again as the same.
enum ControlTarget {
    static func run(_ input: FuzzInput) {
        if let message = client(input.bytes) {
            var written: [UInt8] = []
            message.write(into: &written)
            require(client(written) == message, "a message that is written is read as the same")
        }
        _ = try? ServerMessage(parsing: input.bytes.span)
        _ = try? JSONObject(parsing: input.bytes.span, maxDepth: Limits.controlMessageDepth)
    }

    private static func client(_ bytes: [UInt8]) -> ClientMessage? {
        try? ClientMessage(parsing: bytes.span)
    }
}
