/// A frame header whose bytes may arrive one by one.
struct PartialHeader: Sendable, BitwiseCopyable {
    private var bytes = InlineArray<14, UInt8>(repeating: 0)
    private var keptBytes: UInt8 = 0

    /// Bytes kept from earlier input, 0…13.
    var count: Int { Int(keptBytes) }

    /// Takes a header from the front of `input`; nil when all of `input` is part of it.
    mutating func take(
        _ input: inout UnsafeMutableRawBufferPointer, rules: FrameRules
    ) throws(WebSocketViolation) -> FrameHeader? {
        if count == 0 {
            let front = UnsafeRawBufferPointer(input).bytes
            if let header = try FrameHeader.parse(front, rules: rules) {
                _ = input.takePrefix(header.headerBytes)
                return header
            }
        }
        let kept = count
        var end = kept
        while end < FrameHeader.maxBytes, end - kept < input.count {
            bytes[end] = input[end - kept]
            end += 1
        }
        keptBytes = UInt8(end)
        let all = bytes.span.bytes.extracting(first: end)
        guard let header = try FrameHeader.parse(all, rules: rules) else {
            _ = input.takePrefix(end - kept)
            return nil
        }
        _ = input.takePrefix(header.headerBytes - kept)
        keptBytes = 0
        return header
    }
}
