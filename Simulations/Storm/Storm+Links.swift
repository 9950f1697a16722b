import UmpireBasics
import UmpireClient
import UmpireProtocol
import UmpireVirtual
import UmpireWebSocket

// Connections: how they open, carry bytes and end.

extension Storm {
    /// A client (or, nil, a stranger) opens a connection.
    func connect(_ client: Int?, script: [UInt8] = []) -> StormLink {
        let link = StormLink(links.count, client: client)
        link.script = script
        link.heardAt = now
        links.append(link)
        agenda.insert(.serverOpen(link.index), due: arrival())
        return link
    }

    func openAtServer(_ index: Int) {
        guard let link = links[index] else { return }
        let due = arrival()
        guard let connection = server.open(at: now) else {
            link.isServerOver = true
            agenda.insert(.refused(index), due: due)
            return
        }
        link.connection = connection
        require(Int(connection.rawValue) == linkOf.count, "connections are numbered in order")
        linkOf.append(index)
        // Nothing that the server says overtakes the answer to the request.
        link.down.stalledUntil = due
        trace.note(.serverOpen, index, Int(connection.rawValue), at: now)
        agenda.insert(.clientOpen(index), due: due)
        flush(isTick: false)
        checkServer()
    }

    func openAtClient(_ index: Int) {
        guard let link = links[index] else { return }
        trace.note(.clientOpen, index, link.client ?? -1, at: now)
        guard let client = link.client else {
            let script = link.script
            link.up.send(due: arrival(), &network) { $0 += script }
            return scheduleUp(link)
        }
        guard !link.isClientOver else { return }
        link.heardAt = now
        clients[client].core.connected(at: now)
        carryOut(client)
    }

    func refuse(_ index: Int) {
        guard let link = links[index] else { return }
        trace.note(.refused, index, link.client ?? -1, at: now)
        links[index] = nil
        if !link.isClientOver, let client = link.client { lose(client, link, code: nil) }
    }

    func scheduleUp(_ link: StormLink) {
        guard let next = link.up.next, link.upAlarm.map({ next < $0 }) ?? true else { return }
        link.upAlarm = next
        agenda.insert(.up(link.index), due: next)
    }

    func scheduleDown(_ link: StormLink) {
        guard let next = link.down.next, link.downAlarm.map({ next < $0 }) ?? true else { return }
        link.downAlarm = next
        agenda.insert(.down(link.index), due: next)
    }

    // MARK: up

    func deliverUp(_ index: Int) {
        guard let link = links[index], let alarm = link.upAlarm, alarm <= now else { return }
        link.upAlarm = nil
        var bytes: [UInt8] = []
        swap(&bytes, &scratch)
        var isQuiet = true
        while link.up.take(at: now, into: &bytes) {
            trace.note(.toServer, index, bytes.count, at: now)
            if !link.isServerOver { isQuiet = readUp(link, &bytes) && isQuiet }
            bytes.removeAll(keepingCapacity: true)
        }
        swap(&bytes, &scratch)
        if link.up.takeEnd(at: now), !link.isServerOver {
            link.isServerOver = true
            isQuiet = false
            tellBreak(link)
        }
        if !isQuiet { checkServer() }
        scheduleUp(link)
        dispose(link)
    }

    /// Lets the server read; false when more than an input may have changed.
    private func readUp(_ link: StormLink, _ bytes: inout [UInt8]) -> Bool {
        guard let connection = link.connection else { return true }
        var isQuiet = true
        bytes.withUnsafeMutableBytes { buffer in
            var rest = buffer
            do throws(WebSocketViolation) {
                while !link.isServerOver, let event = try link.serverFrames.next(&rest) {
                    isQuiet = handle(event, link, connection) && isQuiet
                }
            } catch {
                isQuiet = false
                server.close(connection, at: now)
                flush(isTick: false)
                sayGoodbye(link, error.closeCode)
            }
        }
        return isQuiet
    }

    private func handle(
        _ event: WebSocketEvent, _ link: StormLink, _ connection: ConnectionID
    ) -> Bool {
        switch event {
        case .text(let bytes):
            bytes.withMemoryRebound(to: UInt8.self) {
                server.receive(text: $0.span, from: connection, at: now)
            }
        case .binary(let bytes):
            server.receive(binary: bytes.bytes, from: connection, at: now)
            if canaryRepeats(bytes, connection) || !server.sends.isEmpty {
                flush(isTick: false)
                return false
            }
            return true
        case .pong:
            server.heard(connection, at: now)
            return true
        case .ping: return true
        case .close(let code, _):
            server.close(connection, at: now)
            flush(isTick: false)
            sayGoodbye(link, code)
            return false
        }
        flush(isTick: false)
        return false
    }

    /// A close frame from the server's shell, and its end.
    func sayGoodbye(_ link: StormLink, _ code: UInt16?) {
        guard !link.isServerOver else { return }
        link.isServerOver = true
        trace.note(.serverClose, link.index, Int(code ?? 0), at: now)
        let due = arrival()
        link.down.send(due: due, &network) { FrameEncoder.appendClose(code: code, to: &$0) }
        link.down.close(due: due)
        scheduleDown(link)
    }

    // MARK: the end

    /// The server hears that a connection is gone, unless a canary sees to it that it does not.
    func tellBreak(_ link: StormLink) {
        noteGrace(link)
        switch configuration.canary {
        case .longGrace:
            agenda.insert(
                .lateClose(link.index), due: now.advanced(byNanoseconds: tickNanoseconds))
            link.isServerOver = false
        case .leakedConnection where link.index % 4 == 0:
            if let connection = link.connection { leaked.append(connection) }
        default: tellClose(link)
        }
    }

    func tellClose(_ link: StormLink) {
        link.isServerOver = true
        guard let connection = link.connection else { return }
        server.close(connection, at: now)
        flush(isTick: false)
        checkServer()
        dispose(link)
    }

    /// Forgets a connection that both ends are done with.
    func dispose(_ link: StormLink) {
        if link.isServerOver && link.isClientOver { links[link.index] = nil }
    }
}
