import UmpireBasics
import UmpireClient
import UmpireProtocol
import UmpireState
import UmpireVirtual
import UmpireWebSocket

// What arrives at clients, and whether it is what was sent.

extension Storm {
    func deliverDown(_ index: Int) {
        guard let link = links[index], let alarm = link.downAlarm, alarm <= now else { return }
        link.downAlarm = nil
        var bytes: [UInt8] = []
        swap(&bytes, &scratch)
        while link.down.take(at: now, into: &bytes) {
            trace.note(.toClient, index, bytes.count, at: now)
            link.heardAt = now
            if !link.isClientOver { readDown(link, &bytes) }
            bytes.removeAll(keepingCapacity: true)
        }
        swap(&bytes, &scratch)
        if link.down.takeEnd(at: now), !link.isClientOver {
            link.isClientOver = true
            if let client = link.client { lose(client, link, code: nil) }
        }
        tellUnsent(link)
        if !server.sends.isEmpty { flush(isTick: true) }
        scheduleDown(link)
        dispose(link)
    }

    private func readDown(_ link: StormLink, _ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { buffer in
            var rest = buffer
            do throws(WebSocketViolation) {
                while !link.isClientOver, let event = try link.clientFrames.next(&rest) {
                    handle(event, link)
                }
            } catch {
                fail("the server sent bytes that are no frames: \(error)")
            }
        }
    }

    private func handle(_ event: WebSocketEvent, _ link: StormLink) {
        switch event {
        case .text(let bytes): take(text: bytes, link)
        case .binary(let bytes): take(binary: bytes, link)
        case .ping(let bytes):
            let key = network.word()
            link.up.send(due: arrival(), &network) {
                FrameEncoder.append(.pong, payload: bytes, maskKey: key, to: &$0)
            }
            scheduleUp(link)
        case .pong: break
        case .close(let code, _):
            if link.promised > 0 { fail("\(link.promised) messages were lost before a goodbye") }
            link.isClientOver = true
            if let client = link.client { lose(client, link, code: code) }
        }
    }

    private func take(text bytes: UnsafeRawBufferPointer, _ link: StormLink) {
        guard case .text(let hash)? = link.takePromise(), hash == Storm.hash(bytes) else {
            return fail("a text was lost, doubled or overtaken on connection \(link.index)")
        }
        guard let client = link.client else {
            let text = String(decoding: bytes, as: UTF8.self)
            if link.mustNotSit, text.contains("\"type\":\"seated\"") {
                fail("a token that must not work gave somebody a seat")
            }
            return
        }
        bytes.withMemoryRebound(to: UInt8.self) {
            clients[client].core.received(text: $0.span, at: now)
        }
        carryOut(client)
    }

    private func take(binary bytes: UnsafeRawBufferPointer, _ link: StormLink) {
        let promise = link.takePromise()
        if case .tables(let hash)? = promise { return take(tables: bytes, hash: hash, link) }
        guard case .snapshot(let tick, let viewHash)? = promise else {
            return fail("a snapshot came in a text's place on connection \(link.index)")
        }
        guard let client = link.client else { return }
        let before = clients[client].core.mirror.tick
        clients[client].core.received(binary: bytes.bytes, at: now, sharing: &cache)
        let isTaken =
            clients[client].isPlaying && !clients[client].core.happenings.isEmpty
        if isTaken {
            compare(client, tick: tick, viewHash: viewHash, before: before)
        }
        if !clients[client].core.happenings.isEmpty || !clients[client].core.output.isEmpty {
            carryOut(client)
        }
    }

    private func take(tables bytes: UnsafeRawBufferPointer, hash: UInt64, _ link: StormLink) {
        guard bytes.first == TablesFrame.kind,
            hash == Storm.hash(bytes.dropFirst(TablesFrame.headBytes))
        else { return fail("tables were lost or overtaken on connection \(link.index)") }
        guard let client = link.client else { return }
        clients[client].core.received(binary: bytes.bytes, at: now, sharing: &cache)
        if clients[client].isPlaying { outcome.tablesTaken += 1 }
        if !clients[client].core.happenings.isEmpty || !clients[client].core.output.isEmpty {
            carryOut(client)
        }
    }

    /// The client's state must be what the server showed at that tick.
    private func compare(_ client: Int, tick: UInt32, viewHash: UInt32?, before: Tick) {
        let newest = clients[client].core.mirror.tick
        if newest.rawValue != tick {
            return fail("client \(client) took tick \(newest) in the place of tick \(tick)")
        }
        if newest < before { return fail("client \(client) went back to tick \(newest)") }
        if let viewHash {
            outcome.compared += 1
            let hash = clients[client].core.mirror.snapshot.viewHash
            if hash != viewHash {
                return fail("client \(client) sees another world than the server at tick \(tick)")
            }
        }
        guard clients[client].core.seat != nil else { return }
        let prefix = clients[client].core.mirror.prefix
        guard prefix.lead != -128 else { return }
        if Int16(bitPattern: prefix.ackSequence &- clients[client].acknowledged) < 0 {
            fail("client \(client)'s input \(prefix.ackSequence) was applied behind a newer one")
        }
        let isAhead = Int16(bitPattern: clients[client].sent &- prefix.ackSequence) < 0
        if isAhead {
            fail(
                "the server applied input \(prefix.ackSequence), which client \(client) never sent")
        }
        clients[client].acknowledged = prefix.ackSequence
    }
}
