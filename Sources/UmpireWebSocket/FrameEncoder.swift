import UmpireBasics

/// Writes frames (RFC 6455 §5.2); a server gives no mask key, a client a fresh random one each
/// time.
///
/// The highest byte of a mask key is the first on the wire.
public enum FrameEncoder {
    /// Bytes that the longest header has.
    public static let maxHeaderBytes = 14

    /// Bytes of the header of a frame with this payload.
    public static func headerBytes(payloadBytes: Int, isMasked: Bool) -> Int {
        let lengthBytes = payloadBytes < 126 ? 0 : payloadBytes <= 0xFFFF ? 2 : 8
        return 2 + lengthBytes + (isMasked ? 4 : 0)
    }

    /// Writes a header to the front of `output`, which must have room for it.
    ///
    /// A client masks the payload behind it with `mask`. `isCompressed` sets RSV1, which belongs
    /// to the first frame of a message (RFC 7692 §6).
    ///
    /// - Returns: the bytes written, 2…14.
    @discardableResult
    public static func writeHeader(
        _ opcode: Opcode, payloadBytes: Int, maskKey: UInt32? = nil, isFinal: Bool = true,
        isCompressed: Bool = false, to output: UnsafeMutableRawBufferPointer
    ) -> Int {
        let headerBytes = headerBytes(payloadBytes: payloadBytes, isMasked: maskKey != nil)
        require(payloadBytes >= 0, "a payload has no negative length")
        require(output.count >= headerBytes, "a frame header needs \(headerBytes) bytes of room")
        if opcode.isControl {
            require(isFinal, "a control frame is never fragmented")
            require(!isCompressed, "a control frame is never compressed")
            require(
                payloadBytes <= Opcode.maxControlBytes,
                "a control frame carries at most 125 bytes, not \(payloadBytes)")
        }
        output[0] = opcode.rawValue | (isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0)
        let maskBit: UInt8 = maskKey == nil ? 0 : 0x80
        var end = 2
        if payloadBytes < 126 {
            output[1] = maskBit | UInt8(payloadBytes)
        } else if payloadBytes <= 0xFFFF {
            output[1] = maskBit | 126
            write(UInt16(payloadBytes), to: output, at: &end)
        } else {
            output[1] = maskBit | 127
            write(UInt64(payloadBytes), to: output, at: &end)
        }
        if let maskKey { write(maskKey, to: output, at: &end) }
        return end
    }

    /// Masks `payload` in place, as a client must before it sends it.
    public static func mask(_ payload: UnsafeMutableRawBufferPointer, key: UInt32) {
        Mask(wireKey: key).apply(to: payload, phase: 0)
    }

    /// Appends a header; the server's payload follows as it is.
    public static func appendHeader(
        _ opcode: Opcode, payloadBytes: Int, maskKey: UInt32? = nil, isFinal: Bool = true,
        isCompressed: Bool = false, to output: inout [UInt8]
    ) {
        withUnsafeTemporaryAllocation(byteCount: maxHeaderBytes, alignment: 8) { room in
            let count = writeHeader(
                opcode, payloadBytes: payloadBytes, maskKey: maskKey, isFinal: isFinal,
                isCompressed: isCompressed, to: room)
            output.append(contentsOf: UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
    }

    /// Appends a whole frame; `payload` itself is not changed.
    public static func append(
        _ opcode: Opcode, payload: UnsafeRawBufferPointer, maskKey: UInt32? = nil,
        isFinal: Bool = true, to output: inout [UInt8]
    ) {
        appendHeader(
            opcode, payloadBytes: payload.count, maskKey: maskKey, isFinal: isFinal, to: &output)
        let start = output.count
        output.append(contentsOf: payload)
        guard let maskKey else { return }
        output.withUnsafeMutableBytes { bytes in
            mask(UnsafeMutableRawBufferPointer(rebasing: bytes[start...]), key: maskKey)
        }
    }

    /// Appends a whole frame of an array's bytes.
    public static func append(
        _ opcode: Opcode, payload: [UInt8], maskKey: UInt32? = nil, isFinal: Bool = true,
        to output: inout [UInt8]
    ) {
        payload.withUnsafeBytes { bytes in
            append(opcode, payload: bytes, maskKey: maskKey, isFinal: isFinal, to: &output)
        }
    }

    /// Appends a close frame; a nil code sends an empty one.
    ///
    /// The reason is cut, between characters, to the 123 bytes that fit.
    public static func appendClose(
        code: UInt16?, reason: String = "", maskKey: UInt32? = nil, to output: inout [UInt8]
    ) {
        var payload: [UInt8] = []
        if let code {
            require(CloseCode.isAllowed(code), "close code \(code) may not be sent")
            payload = [UInt8(code >> 8), UInt8(code & 0xFF)]
            for scalar in reason.unicodeScalars {
                let bytes = UTF8.encode(scalar).map(Array.init) ?? []
                guard payload.count + bytes.count <= Opcode.maxControlBytes else { break }
                payload += bytes
            }
        }
        append(.close, payload: payload, maskKey: maskKey, to: &output)
    }

    private static func write(
        _ value: some FixedWidthInteger, to output: UnsafeMutableRawBufferPointer, at end: inout Int
    ) {
        withUnsafeBytes(of: value.bigEndian) { bytes in
            for byte in bytes {
                output[end] = byte
                end += 1
            }
        }
    }
}
