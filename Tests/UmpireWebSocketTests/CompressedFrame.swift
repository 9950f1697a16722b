import UmpireHTTP

@testable import UmpireWebSocket

/// What a server sends for a message when a client agreed to this window.
func serverFrame(
    _ opcode: Opcode, _ payload: [UInt8], windowBits: UInt8 = 15, _ deflation: Deflation
) throws -> [UInt8] {
    let agreement = try agreement("permessage-deflate; server_max_window_bits=\(windowBits)")
    var frame: [UInt8] = []
    payload.withUnsafeBytes {
        deflation.append(opcode, payload: $0, under: agreement, to: &frame)
    }
    return frame
}

/// What is agreed on when a client sends this header.
func agreement(_ extensions: String...) throws(HandshakeRefusal) -> CompressionAgreement? {
    let fields = extensions.map { HeaderField("sec-websocket-extensions", $0) }
    return try CompressionAgreement.negotiate(HeaderFields(fields))
}

/// The payload of a server's frame.
func payload(of frame: [UInt8]) -> [UInt8] {
    let lengthBytes = frame[1] < 126 ? 0 : frame[1] == 126 ? 2 : 8
    return Array(frame[(2 + lengthBytes)...])
}

/// A compressed message as a client sends it: in frames that end at `cuts`.
func clientMessage(
    _ opcode: Opcode, compressed: [UInt8], cuts: [Int] = [], between: [UInt8] = []
) -> [UInt8] {
    var bytes: [UInt8] = []
    let ends = cuts + [compressed.count]
    for (index, end) in ends.enumerated() {
        let start = index == 0 ? 0 : ends[index - 1]
        let key: UInt32 = 0xA1B2_C3D4
        FrameEncoder.appendHeader(
            index == 0 ? opcode : .continuation, payloadBytes: end - start, maskKey: key,
            isFinal: index == cuts.count, isCompressed: index == 0, to: &bytes)
        var payload = Array(compressed[start..<end])
        payload.withUnsafeMutableBytes { FrameEncoder.mask($0, key: key) }
        bytes += payload
        if index < cuts.count { bytes += between }
    }
    return bytes
}
