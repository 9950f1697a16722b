import UmpireBasics

/// A recording taken apart by its documented layout, and put together again with true checksums.
struct FileParts {
    struct Chunk {
        var head: [UInt8]
        var body: [UInt8]
    }

    var header: [UInt8]
    var chunks: [Chunk] = []

    init(_ bytes: [UInt8]) {
        let length = Int(bytes[6]) | Int(bytes[7]) << 8
        header = Array(bytes[..<length])
        var offset = length + 4
        while offset < bytes.count {
            var count = 0
            for index in 0..<4 { count |= Int(bytes[offset + 8 + index]) << (8 * index) }
            let body = offset + 16
            chunks.append(
                Chunk(
                    head: Array(bytes[offset..<(offset + 12)]),
                    body: Array(bytes[body..<(body + count)])))
            offset = body + count + 4
        }
    }

    var bytes: [UInt8] {
        var bytes = header + FileParts.checksum(header)
        for chunk in chunks {
            bytes += chunk.head + FileParts.checksum(chunk.head)
            bytes += chunk.body + FileParts.checksum(chunk.body)
        }
        return bytes
    }

    static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        let sum = MurmurHash3.checksum(bytes.span)
        return (0..<4).map { UInt8(truncatingIfNeeded: sum >> UInt32(8 * $0)) }
    }
}
