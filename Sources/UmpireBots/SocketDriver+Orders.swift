import UmpireBasics
import UmpireLoop
import UmpireNetwork
import UmpireWebSocket

// What the crowd wants done.

extension SocketDriver {
    /// Does what the crowd wants, in order.
    func carryOut() {
        // Opening a connection may come back here; then the loop below goes on with it.
        if isCarryingOut || crowd.orders.isEmpty { return }
        isCarryingOut = true
        while !crowd.orders.isEmpty {
            // Taken out while it is walked, since the crowd may add to its own meanwhile.
            var orders = CrowdOrders()
            swap(&orders, &crowd.orders)
            orders.bytes.withUnsafeBytes { bytes in
                for order in orders.list { carryOut(order, bytes) }
            }
            orders.removeAll()
            if crowd.orders.isEmpty { swap(&orders, &crowd.orders) }
        }
        isCarryingOut = false
    }

    private func carryOut(_ order: CrowdOrder, _ bytes: UnsafeRawBufferPointer) {
        switch order {
        case .open(let bot, let profile): open(bot, profile)
        case .text(let bot, let range):
            stream(of: bot)?.send(.text, UnsafeRawBufferPointer(rebasing: bytes[range]))
        case .binary(let bot, let range):
            stream(of: bot)?.send(.binary, UnsafeRawBufferPointer(rebasing: bytes[range]))
        case .raw(let bot, let range):
            stream(of: bot)?.send(raw: UnsafeRawBufferPointer(rebasing: bytes[range]))
        case .close(let bot, let code): letGo(of: bot)?.sayGoodbye(code)
        case .cut(let bot, .stopReading): stream(of: bot)?.breakOff(.stopReading)
        case .cut(let bot, let cut): breakOff(bot, cut)
        case .read(let bot): stream(of: bot)?.listenAgain()
        }
    }

    private func stream(of bot: Int) -> BotStream? {
        streams.indices.contains(bot) ? streams[bot] : nil
    }

    private func letGo(of bot: Int) -> BotStream? {
        guard let stream = stream(of: bot) else { return nil }
        streams[bot] = nil
        return stream
    }

    private func breakOff(_ bot: Int, _ cut: Cut) {
        guard let stream = letGo(of: bot) else { return }
        stream.breakOff(cut)
        if cut == .blackHole {
            holes.append((stream, now.advanced(byMilliseconds: SocketDriver.holeMilliseconds)))
        }
    }

    private func open(_ bot: Int, _ profile: NetworkProfile) {
        letGo(of: bot)?.breakOff(.reset)
        while streams.count <= bot { streams.append(nil) }
        let target = run.targets[bot % run.targets.count]
        let seed = nextSeed()
        let stream = BotStream(bot: bot, of: self, to: target, seed: seed)
        if !profile.isPerfect { stream.link = BotLink(profile, seed: seed, at: now) }
        streams[bot] = stream
        do {
            guard let peer = target.peers.first else { throw LoopError.unknownHost("") }
            try stream.connect(
                to: peer,
                receiveBufferBytes: profile.receiveBufferBytes(mayStopReading: run.mayStopReading))
            openStreams += 1
        } catch {
            stream.lose(code: nil, because: "\(error)")
        }
    }
}
