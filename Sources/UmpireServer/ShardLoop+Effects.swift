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
        var effects = Effects()
        swap(&effects, &spareEffects)
        while shard.takeEffects(&effects) {
            effects.bytes.withUnsafeBytes { bytes in
                for effect in effects.list { perform(effect, bytes) }
            }
            effects.removeAll()
        }
        swap(&effects, &spareEffects)
    }

    private func perform(_ effect: Effect, _ bytes: UnsafeRawBufferPointer) {
        switch effect {
        case .text(let id, let range):
            sendText(bytes.part(range), to: id)
        case .snapshot(let id, let prefix, let range):
            sendSnapshot(prefix.word, bytes.part(range), to: id)
        case .close(let id, let code):
            upgraded[Int(id.rawValue)]?.say(goodbye: code.rawValue, code.reason)
        case .wrongCode(let id):
            guard let connection = upgraded[Int(id.rawValue)] else { return }
            if connection.account?.takeRoomCode(at: now) == false {
                connection.say(goodbye: .tooManyMessages, because: .roomCodes)
            }
        case .move(let id, let index, let name, let message):
            upgraded[Int(id.rawValue)]?.leave(
                for: index, name: name.map { String(decoding: bytes.part($0), as: UTF8.self) },
                message: Array(bytes.part(message)))
        case .record(let recording, let range):
            parts.recorder?.send(.append(recording, Array(bytes.part(range))))
        case .endRecording(let recording):
            parts.recorder?.send(.end(recording))
        }
    }

    /// Text waits for the snapshot of the same turn, or for the turn's end.
    private func sendText(_ bytes: UnsafeRawBufferPointer, to id: ConnectionID) {
        guard let connection = upgraded[Int(id.rawValue)] else { return }
        connection.sendMessage(.text, bytes)
        noteUnsent(connection)
    }

    private func sendSnapshot(
        _ prefix: UInt32, _ body: UnsafeRawBufferPointer, to id: ConnectionID
    ) {
        guard let connection = upgraded[Int(id.rawValue)] else { return }
        header.withUnsafeMutableBytes { header in
            let count = FrameEncoder.writeHeader(
                .binary, payloadBytes: SnapshotPrefix.byteCount + body.count, to: header)
            header.storeBytes(of: prefix.littleEndian, toByteOffset: count, as: UInt32.self)
            let end = count + SnapshotPrefix.byteCount
            connection.push(UnsafeRawBufferPointer(rebasing: header[..<end]), body)
        }
        noteUnsent(connection)
    }

    /// Sends no snapshots to who does not read, and sends away who has too much unread.
    private func noteUnsent(_ connection: Connection) {
        let pressure = BackPressure(
            unsentBytes: connection.unsentBytes, heldBytes: connection.heldBytes,
            limit: limits.unsentBytes)
        switch pressure {
        case .flows: break
        case .blocked: shard.block(connection.id)
        case .slowReader: connection.say(goodbye: .slowReader, because: .slowReader)
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func part(_ range: ByteRange) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self[range.start..<(range.start + range.count)])
    }
}
