/// A frame header whose bytes may arrive one by one.
struct PartialHeader: Sendable, BitwiseCopyable {
    private var bytes = InlineArray<14, UInt8>(repeating: 0)
    /// Bytes kept from earlier input, 0…13.
    private(set) var count = 0

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
        while count < FrameHeader.maxBytes, count - kept < input.count {
            bytes[count] = input[count - kept]
            count += 1
        }
        let all = bytes.span.bytes.extracting(first: count)
        guard let header = try FrameHeader.parse(all, rules: rules) else {
            _ = input.takePrefix(count - kept)
            return nil
        }
        _ = input.takePrefix(header.headerBytes - kept)
        count = 0
        return header
    }
}
