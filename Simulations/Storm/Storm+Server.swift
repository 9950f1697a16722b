import UmpireBasics
import UmpireProtocol
import UmpireRoom
import UmpireVirtual
import UmpireWebSocket

// What the server sends, on its way to the clients.

extension Storm {
    /// Puts everything that the server wants to send on its way.
    func flush(isTick: Bool) {
        var index = 0
        var changes = false
        // The network's word on what is unsent may make the server send more.
        while index < server.sends.list.count {
            let send = server.sends.list[index]
            index += 1
            let number = Int(send.connection.rawValue)
            // A connection has its link when `open` has returned.
            guard number < linkOf.count, let link = links[linkOf[number]] else { continue }
            switch send.content {
            case .binary(let prefix, let range):
                if prefix.kind == TablesFrame.kind {
                    teach(prefix, range, link)
                } else {
                    show(prefix, range, link)
                }
            case .text(let range):
                changes = true
                tell(range, link)
            case .ping: ping(link)
            case .close(let code):
                changes = true
                if !canaryKeeps(code) { sayGoodbye(link, code.rawValue) }
            case .reset:
                changes = true
                breakOff(link)
            }
        }
        server.sends.removeAll()
        for index in newcomers { if let link = links[index] { noteOwner(link) } }
        newcomers.removeAll(keepingCapacity: true)
        if isTick && changes { checkServer() }
    }

    private func tell(_ range: Range<Int>, _ link: StormLink) {
        // While the connection is on its way or was just closed, it stays where it was.
        if let connection = link.connection, server.has(connection) {
            let place = server.place(of: connection)
            link.room = place?.room
            link.player = place?.player
            if place?.player != nil { newcomers.append(link.index) }
        }
        let bytes = server.sends.bytes[range]
        link.promise(.text(Storm.hash(bytes)))
        trace.note(.sent, link.index, range.count, at: now)
        let copies = canaryCopies()
        let due = arrival()
        link.down.send(due: due, &network) { output in
            for _ in 0..<copies {
                FrameEncoder.appendHeader(.text, payloadBytes: range.count, to: &output)
                output.append(contentsOf: bytes)
            }
        }
        sent(link)
    }

    private func show(_ prefix: SnapshotPrefix, _ range: Range<Int>, _ link: StormLink) {
        let bytes = server.sends.bytes
        var tick: UInt32 = 0
        for shift in 0..<4 { tick |= UInt32(bytes[range.lowerBound + shift]) << UInt32(8 * shift) }
        link.promise(.snapshot(tick: tick, viewHash: viewHash(of: link, at: tick)))
        trace.note(.snapshot, link.index, Int(tick), at: now)
        let due = arrival()
        let canary = canaryBody(bytes[range], link)
        send(prefix, canary?[...] ?? bytes[range], link, due: due)
    }

    private func teach(_ prefix: SnapshotPrefix, _ range: Range<Int>, _ link: StormLink) {
        let bytes = server.sends.bytes[range]
        link.promise(.tables(Storm.hash(bytes)))
        trace.note(.tables, link.index, bytes.count, at: now)
        send(prefix, bytes, link, due: arrival())
    }

    private func send(
        _ prefix: SnapshotPrefix, _ body: ArraySlice<UInt8>, _ link: StormLink, due: Instant
    ) {
        let word = prefix.word.littleEndian
        link.down.send(due: due, &network) { output in
            FrameEncoder.appendHeader(
                .binary, payloadBytes: SnapshotPrefix.byteCount + body.count, to: &output)
            withUnsafeBytes(of: word) { output.append(contentsOf: $0) }
            output.append(contentsOf: body)
        }
        sent(link)
    }

    private func ping(_ link: StormLink) {
        link.down.send(due: arrival(), &network) {
            FrameEncoder.append(.ping, payload: [], to: &$0)
        }
        sent(link)
    }

    private func breakOff(_ link: StormLink) {
        guard !link.isServerOver else { return }
        link.isServerOver = true
        trace.note(.serverClose, link.index, 0, at: now)
        link.down.reset(due: arrival(), &network)
        scheduleDown(link)
        dispose(link)
    }

    private func sent(_ link: StormLink) {
        tellUnsent(link)
        scheduleDown(link)
    }

    /// Tells the server how much the network did not take.
    func tellUnsent(_ link: StormLink) {
        guard let connection = link.connection, !link.isServerOver else { return }
        let unsent = max(0, link.down.count - configuration.window)
        server.setUnsent(unsent, of: connection, at: now)
        guard unsent > configuration.server.unsentBytes, let place = server.place(of: connection),
            !server.isPaused(place.loop)
        else { return }
        fail("\(unsent) bytes are unsent on connection \(link.index), which is still there")
    }

    static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
