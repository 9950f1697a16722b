import UmpireBasics
import UmpireProtocol
import UmpireScenario
import UmpireVirtual

// The server's side of a virtual run.

extension VirtualBots {
    mutating func deliverToServer(_ arrival: VirtualNetwork.Arrival) {
        let wire = arrival.wire
        let packet = arrival.packet
        if case .open = packet.content { return accept(wire) }
        guard let connection = network[wire].connection else { return }
        switch packet.content {
        case .text:
            let chunk = network.chunks.bytes[Int(packet.chunk)]
            server.receive(
                text: chunk.span.extracting(packet.range), from: connection, at: now)
        case .binary:
            let chunk = network.chunks.bytes[Int(packet.chunk)]
            server.receive(
                binary: chunk.span.bytes.extracting(packet.range), from: connection, at: now)
        case .pong: server.heard(connection, at: now)
        case .raw:
            // What the WebSocket layer of a real server does about bytes that are no frames.
            server.close(connection, at: now)
            network[wire].connection = nil
            network.send(VirtualPacket(.close(.protocolError)), on: wire, to: .client, at: now)
        case .close, .gone:
            server.close(connection, at: now)
            network.forget(wire)
        case .open, .snapshot, .ping: break
        }
        performSends()
    }

    private mutating func accept(_ wire: Int) {
        guard let connection = server.open(at: now) else {
            return network.send(VirtualPacket(.gone), on: wire, to: .client, at: now)
        }
        network[wire].connection = connection
        network[wire].isAccepted = true
        while wireOfConnection.count <= Int(connection.rawValue) { wireOfConnection.append(-1) }
        wireOfConnection[Int(connection.rawValue)] = Int32(wire)
        network.send(VirtualPacket(.open), on: wire, to: .client, at: now)
        performSends()
    }

    /// Puts on their way what the server sends; telling it about back-pressure may make more.
    mutating func performSends() {
        while !server.sends.isEmpty {
            swap(&sends, &server.sends)
            let chunk = network.chunks.keep(sends.bytes)
            for index in sends.list.indices { perform(sends.list[index], chunk) }
            network.chunks.release(chunk)
            sends.removeAll()
        }
    }

    private mutating func perform(_ send: VirtualSends.Send, _ chunk: Int) {
        let number = Int(send.connection.rawValue)
        guard number < wireOfConnection.count else { return }
        let wire = Int(wireOfConnection[number])
        guard wire >= 0, network.holds(wire), network[wire].connection == send.connection else {
            return
        }
        switch send.content {
        case .text(let range):
            pass(VirtualPacket(.text, chunk: chunk, range), wire)
        case .binary(let prefix, let range):
            pass(VirtualPacket(.snapshot(prefix), chunk: chunk, range), wire)
        case .ping: pass(VirtualPacket(.ping), wire)
        case .close(let code): finish(VirtualPacket(.close(code)), wire)
        case .reset: finish(VirtualPacket(.gone), wire)
        }
    }

    private mutating func pass(_ packet: VirtualPacket, _ wire: Int) {
        if network[wire].isHole { return lose(packet, wire) }
        network.send(packet, on: wire, to: .client, at: now)
        if network[wire].canHoldBack || !network[wire].isReading {
            tellUnsent(wire)
        }
    }

    /// Nothing answers from a hole: all that is sent stays with the sender.
    private mutating func lose(_ packet: VirtualPacket, _ wire: Int) {
        guard let connection = network[wire].connection else { return }
        let unsent = network[wire].toldUnsent + packet.byteCount
        network[wire].toldUnsent = unsent
        server.setUnsent(
            max(0, unsent - VirtualWire.bufferBytes), of: connection, at: now)
    }

    /// The server has let a connection go.
    private mutating func finish(_ packet: VirtualPacket, _ wire: Int) {
        network[wire].connection = nil
        guard network[wire].bot != nil, !network[wire].isHole else {
            return network.forget(wire)
        }
        network.send(packet, on: wire, to: .client, at: now)
    }

    /// Tells the server what it could not send yet, and looks again when it may be sent.
    mutating func tellUnsent(_ wire: Int) {
        guard let connection = network[wire].connection else { return }
        let unsent = network[wire].unsentBytes(at: now)
        if unsent != network[wire].toldUnsent {
            network[wire].toldUnsent = unsent
            server.setUnsent(unsent, of: connection, at: now)
        }
        guard unsent > 0, !network[wire].awaitsDrain,
            let drained = network[wire].down.drained(after: now)
        else { return }
        network[wire].awaitsDrain = true
        alarms.insert(.drained(wire: wire, number: network[wire].number), due: drained)
    }

    // MARK: alarms

    mutating func ring(_ alarm: VirtualAlarm) {
        switch alarm {
        case .chaos(let index): happen(scenario.chaos[index].kind)
        case .restart: server.restart(at: now)
        case .drained(let wire, let number):
            guard network.holds(wire, number: number) else { return }
            network[wire].awaitsDrain = false
            tellUnsent(wire)
        }
        performSends()
    }

    private mutating func happen(_ kind: Chaos.Kind) {
        switch kind {
        case .drain:
            server.drain(at: now)
            // After the goodbyes, and the time that a process needs to begin.
            alarms.insert(
                .restart,
                due: now.advanced(byMilliseconds: server.configuration.goodbyeMilliseconds + 500))
        case .kill:
            server.kill(at: now)
            alarms.insert(.restart, due: now.advanced(byMilliseconds: 500))
        case .pause(let milliseconds):
            server.pause(until: now.advanced(bySeconds: milliseconds / 1_000))
        case .clockJump(let milliseconds):
            server.jumpClock(UInt64(min(max(0, milliseconds), 1e9) * 1e6))
        case .cut: break
        }
    }
}
