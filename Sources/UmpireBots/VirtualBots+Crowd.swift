import UmpireBasics
import UmpireNetwork
import UmpireProtocol

// The bots' side of a virtual run.

extension VirtualBots {
    mutating func deliverToBot(_ arrival: VirtualNetwork.Arrival) {
        let wire = arrival.wire
        let packet = arrival.packet
        guard let bot = network[wire].bot else {
            // The client has gone; whatever comes is nobody's.
            if network[wire].connection == nil { finishDown(packet, wire) }
            return
        }
        switch packet.content {
        case .open: crowd.opened(bot, at: now)
        case .text:
            let chunk = network.chunks.bytes[Int(packet.chunk)]
            crowd.received(text: chunk.span.extracting(packet.range), of: bot, at: now)
        case .snapshot(let prefix):
            pass(prefix, packet, to: bot)
        case .ping: network.send(VirtualPacket(.pong), on: wire, to: .server, at: now)
        case .close(let code): lose(bot, wire, code.rawValue)
        case .gone: lose(bot, wire, nil)
        case .binary, .raw, .pong: break
        }
        performOrders()
    }

    private mutating func pass(
        _ prefix: SnapshotPrefix, _ packet: VirtualPacket, to bot: Int
    ) {
        var bytes: [UInt8] = []
        swap(&bytes, &frame)
        bytes.removeAll(keepingCapacity: true)
        withUnsafeBytes(of: prefix.word.littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: network.chunks.bytes[Int(packet.chunk)][packet.range])
        if prefix.kind == SnapshotPrefix.kind, let tamper { tamper(bot, &bytes) }
        crowd.received(binary: bytes.span.bytes, of: bot, at: now)
        swap(&bytes, &frame)
    }

    private mutating func finishDown(_ packet: VirtualPacket, _ wire: Int) {
        switch packet.content {
        case .close, .gone: network.forget(wire)
        case .open, .text, .binary, .snapshot, .raw, .ping, .pong: break
        }
    }

    private mutating func lose(_ bot: Int, _ wire: Int, _ code: UInt16?) {
        wireOfBot[bot] = nil
        network.forget(wire)
        crowd.lost(bot, code: code, at: now)
    }

    /// Does what the crowd wants.
    mutating func performOrders() {
        guard !crowd.orders.isEmpty else { return }
        swap(&orders, &crowd.orders)
        let chunk = network.chunks.keep(orders.bytes)
        for index in orders.list.indices { perform(orders.list[index], chunk) }
        network.chunks.release(chunk)
        orders.removeAll()
    }

    private mutating func perform(_ order: CrowdOrder, _ chunk: Int) {
        switch order {
        case .open(let bot, let profile):
            while wireOfBot.count <= bot { wireOfBot.append(nil) }
            let wire = network.connect(bot, profile, at: now)
            wireOfBot[bot] = wire
            network.send(VirtualPacket(.open), on: wire, to: .server, at: now)
        case .text(let bot, let range): send(.text, chunk, range, bot)
        case .binary(let bot, let range): send(.binary, chunk, range, bot)
        case .raw(let bot, let range): send(.raw, chunk, range, bot)
        case .close(let bot, let code): letGo(bot, VirtualPacket(.close(code)))
        case .cut(let bot, .reset), .cut(let bot, .fin): letGo(bot, VirtualPacket(.gone))
        case .cut(let bot, .blackHole):
            guard let wire = wireOfBot[bot] else { return }
            wireOfBot[bot] = nil
            network[wire].bot = nil
            network[wire].isHole = true
            if network[wire].connection == nil { network.forget(wire) }
        case .cut(let bot, .stopReading):
            guard let wire = wireOfBot[bot] else { return }
            network[wire].isReading = false
        case .read(let bot):
            guard let wire = wireOfBot[bot] else { return }
            network[wire].isReading = true
            network.schedule(wire, .client)
            tellUnsent(wire)
            performSends()
        }
    }

    private mutating func send(
        _ content: VirtualPacket.Content, _ chunk: Int, _ range: Range<Int>, _ bot: Int
    ) {
        guard bot < wireOfBot.count, let wire = wireOfBot[bot] else { return }
        network.send(
            VirtualPacket(content, chunk: chunk, range), on: wire, to: .server, at: now)
    }

    /// The bot is done with its connection; the server hears of it when the packet arrives.
    private mutating func letGo(_ bot: Int, _ packet: VirtualPacket) {
        guard bot < wireOfBot.count, let wire = wireOfBot[bot] else { return }
        wireOfBot[bot] = nil
        network[wire].bot = nil
        let isOver = network[wire].isAccepted && network[wire].connection == nil
        if isOver { return network.forget(wire) }
        network.send(packet, on: wire, to: .server, at: now)
    }
}
