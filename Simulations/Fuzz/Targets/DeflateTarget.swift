import UmpireBasics
import UmpireWebSocket

/// Compressed messages, read alike in any pieces and never to more than the limit.
enum DeflateTarget {
    private static let limits = FrameDecoder.Limits(maxMessageBytes: 2_000, maxFragments: 8)
    // One for all inputs, as one serves all connections of a loop.
    nonisolated(unsafe) private static let deflation = Deflation()
    nonisolated(unsafe) private static let sending = Deflation()

    static func run(_ input: FuzzInput) {
        switch input.choices & 3 {
        case 0: compare(input, role: .server)
        case 1: compare(input, role: .client)
        case 2: compare(framed(input), role: .client)
        default: goThereAndBack(input)
        }
    }

    private static func compare(_ input: FuzzInput, role: WebSocketRole) {
        let read = { (whole: Bool) in
            FrameRecord(
                input, whole: whole,
                decoder: FrameDecoder(role: role, limits: limits, deflation: deflation),
                maxBytes: limits.maxMessageBytes)
        }
        require(read(true) == read(false), "compressed messages are read alike in any pieces")
        require(
            deflation.bufferedCapacityBytes <= limits.maxMessageBytes,
            "inflating takes no more memory than the limit")
    }

    /// The bytes as the payload of one message, so that DEFLATE itself is what is tried.
    private static func framed(_ input: FuzzInput) -> FuzzInput {
        var frame: [UInt8] = [input.choices << 3 | UInt8(input.cuts.count)]
        frame += input.cuts.map { UInt8(truncatingIfNeeded: $0) }
        FrameEncoder.appendHeader(
            input.choices & 4 == 0 ? .text : .binary, payloadBytes: input.bytes.count,
            isCompressed: true, to: &frame)
        frame += input.bytes
        return frame.withUnsafeBytes { FuzzInput($0) }
    }

    /// What is compressed with any window comes back as it was.
    private static func goThereAndBack(_ input: FuzzInput) {
        let message = input.bytes.prefix(limits.maxMessageBytes)
        let agreement = CompressionAgreement(serverWindowBits: 9 + input.choices >> 2 % 7)
        var frame: [UInt8] = []
        Array(message).withUnsafeBytes { payload in
            sending.append(.binary, payload: payload, under: agreement, to: &frame)
        }
        var decoder = FrameDecoder(role: .client, limits: limits, deflation: deflation)
        frame.withUnsafeMutableBytes { bytes in
            var rest = bytes
            guard case .binary(let payload)? = try? decoder.next(&rest) else {
                return require(false, "what was compressed can be inflated")
            }
            require(payload.elementsEqual(message), "what was compressed comes back as it was")
        }
    }
}
