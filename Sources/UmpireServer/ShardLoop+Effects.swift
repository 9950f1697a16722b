import UmpireBasics
import UmpireLoop
import UmpireProtocol
import UmpireShard
import UmpireWebSocket

// What the shard wants done.

extension ShardLoop {
    /// Does what the shard wants, in order.
    func perform() {
        // Taken out while it is walked: closing a connection calls the shard again.
        while !shard.effects.isEmpty {
            var effects = Effects()
            swap(&effects, &shard.effects)
            effects.bytes.withUnsafeBytes { bytes in
                for effect in effects.list { perform(effect, bytes) }
            }
            effects.removeAll()
            if shard.effects.isEmpty { swap(&effects, &shard.effects) }
        }
    }

    private func perform(_ effect: Effect, _ bytes: UnsafeRawBufferPointer) {
        switch effect {
        case .text(let id, let range):
            sendFrame(.text, to: id, prefix: nil, bytes.part(range))
        case .snapshot(let id, let prefix, let range):
            sendFrame(.binary, to: id, prefix: prefix.word, bytes.part(range))
        case .close(let id, let code):
            upgraded[Int(id.rawValue)]?.say(goodbye: code.rawValue, code.reason)
        case .move(let id, let index, let name, let message):
            upgraded[Int(id.rawValue)]?.leave(
                for: index, name: name.map { String(decoding: bytes.part($0), as: UTF8.self) },
                message: Array(bytes.part(message)))
        case .record(let recording, let range):
            recorder?.send(.append(recording, Array(bytes.part(range))))
        case .endRecording(let recording):
            recorder?.send(.end(recording))
        }
    }

    private func sendFrame(
        _ opcode: Opcode, to id: ConnectionID, prefix: UInt32?, _ body: UnsafeRawBufferPointer
    ) {
        guard let connection = upgraded[Int(id.rawValue)] else { return }
        let prefixBytes = prefix == nil ? 0 : SnapshotPrefix.byteCount
        header.withUnsafeMutableBytes { header in
            let count = FrameEncoder.writeHeader(
                opcode, payloadBytes: prefixBytes + body.count, to: header)
            if let prefix {
                header.storeBytes(of: prefix.littleEndian, toByteOffset: count, as: UInt32.self)
            }
            let head = UnsafeRawBufferPointer(rebasing: header[..<(count + prefixBytes)])
            connection.send(head, body)
        }
        guard connection.unsentBytes > 0 else { return }
        shard.block(id)
        if connection.unsentBytes > limits.unsentBytes {
            counters.slowReaders += 1
            let code = UmpireProtocol.CloseCode.slowReader
            connection.say(goodbye: code.rawValue, code.reason)
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func part(_ range: ByteRange) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[range.start..<(range.start + range.count)])
    }
}
