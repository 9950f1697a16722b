import UmpireBasics
import UmpireClient
import UmpireProtocol
import UmpireVirtual

// The weather.

extension Storm {
    /// Decides something by the chance of one kind of fault.
    func within(_ kind: FaultKind, _ decide: () -> Void) {
        let number = FaultKind.allCases.firstIndex(of: kind) ?? 0
        swap(&weather, &winds[number])
        decide()
        swap(&weather, &winds[number])
    }

    /// Puts the next fault of a kind on the agenda.
    func schedule(_ kind: FaultKind) {
        let rate = configuration[kind]
        guard rate > 0, !isCalm else { return }
        // Evenly from nothing to twice the mean: machines round logarithms differently.
        let mean = 60_000 / rate
        let wait = 1 + UInt64(weather.float(in: 0..<2) * mean)
        agenda.insert(.fault(kind), due: now.advanced(byMilliseconds: wait))
    }

    func strike(_ kind: FaultKind) {
        if isCalm { return }
        schedule(kind)
        let number = FaultKind.allCases.firstIndex(of: kind) ?? 0
        outcome.faults[number] += 1
        let victim = strikeNow(kind)
        if victim == nil { outcome.faults[number] -= 1 }
        trace.note(.fault, number, victim ?? -1, at: now)
    }

    /// Lets a fault happen; nil when nobody was there for it.
    private func strikeNow(_ kind: FaultKind) -> Int? {
        switch kind {
        case .split, .stall, .reset, .fin, .blackHole, .slowReader: return hit(kind)
        case .twin: return beget()
        case .oldToken: return sendOldToken()
        case .wrongToken:
            var token = ""
            for _ in 0..<4 {
                let digits = String(weather.word(), radix: 16)
                token += String(repeating: "0", count: 8 - digits.count) + digits
            }
            return send([.hello(ClientMessage.Hello(resume: token))], mustNotSit: true)
        case .leave, .quit: return part(kind)
        case .badText, .badFrame, .flood: return babble(kind)
        case .clockJump: server.jumpClock(milliseconds(1...40_000))
        case .overrun:
            server.slowDown(
                steps: weather.int(in: 1...12), nanoseconds: milliseconds(5...120),
                isOwnWork: weather.chance(0.5))
        case .pause:
            guard server.isUp else { return nil }
            let loop = weather.int(in: 0...(server.loops.count - 1))
            server.pause(loop, until: now.advanced(byNanoseconds: milliseconds(1...4_000)))
        case .diskFull: return spoilDisk(.full(bytesLeft: weather.int(in: 0...5_000)))
        case .diskError: return spoilDisk(.error)
        case .diskSlow: return spoilDisk(.slow(nanoseconds: milliseconds(1...2_000)))
        case .crash: return stopServer { server.kill(at: now) }
        case .drain: return stopServer { server.drain(at: now) }
        }
        return 0
    }

    private func milliseconds(_ range: ClosedRange<Int>) -> UInt64 {
        UInt64(weather.int(in: range)) * 1_000_000
    }

    private func connectedClient() -> (Int, StormLink)? {
        let candidates = clients.indices.filter { clients[$0].link != nil }
        guard let index = weather.pick(candidates), let number = clients[index].link,
            let link = links[number]
        else { return nil }
        return (index, link)
    }

    private func hit(_ kind: FaultKind) -> Int? {
        guard let (client, link) = connectedClient() else { return nil }
        switch kind {
        case .split:
            link.up.isSplitting = true
            link.down.isSplitting = true
        case .stall:
            let until = now.advanced(byNanoseconds: milliseconds(10...3_000))
            if weather.chance(0.7) { link.down.stalledUntil = max(until, link.down.stalledUntil) }
            if weather.chance(0.7) { link.up.stalledUntil = max(until, link.up.stalledUntil) }
        case .reset:
            link.up.reset(due: arrival(), &network)
            link.down.reset(due: arrival(), &network)
        case .fin:
            link.up.close(due: arrival())
            lose(client, link, code: nil)
        case .blackHole:
            link.up.isBlackHole = true
            link.down.isBlackHole = true
        case .slowReader:
            link.down.isUnread = true
            let until = now.advanced(byNanoseconds: milliseconds(100...12_000))
            clients[client].stopsReadingUntil = until
            agenda.insert(.read(client), due: until)
        default: break
        }
        scheduleUp(link)
        scheduleDown(link)
        return client
    }

    func readAgain(_ client: Int) {
        guard let until = clients[client].stopsReadingUntil, until <= now else { return }
        clients[client].stopsReadingUntil = nil
        guard let number = clients[client].link, let link = links[number] else { return }
        link.down.isUnread = false
        link.heardAt = now
        scheduleDown(link)
    }

    // MARK: people

    /// A second connection returns with the token of a client that plays.
    private func beget() -> Int? {
        let seated = clients.indices.filter { clients[$0].core.seat != nil }
        let over = clients.indices.first { clients[$0].isOver && clients[$0].link == nil }
        guard let index = weather.pick(seated),
            over != nil || clients.count < 2 * configuration.clients
        else { return nil }
        var twin = clients[index]
        twin.link = nil
        twin.beat = nil
        twin.stopsReadingUntil = nil
        twin.random = GameRandom(seed: configuration.seed, stream: UInt64(weather.word()))
        twin.core.output.removeAll()
        twin.core.happenings.removeAll()
        twin.core.disconnected(code: nil, at: now)
        let place = over ?? clients.count
        if over == nil { clients.append(twin) } else { clients[place] = twin }
        carryOut(place)
        return index
    }

    private func part(_ kind: FaultKind) -> Int? {
        let playing = clients.indices.filter { clients[$0].isPlaying }
        guard let index = weather.pick(playing) else { return nil }
        if kind == .quit {
            clients[index].core.quit()
        } else {
            clients[index].core.send(.leave)
        }
        carryOut(index)
        return index
    }

    // MARK: strangers

    /// The last but one works until an input has confirmed the last.
    private func sendOldToken() -> Int? {
        let owners = clients.indices.filter { clients[$0].tokens.count > 2 }
        guard let index = weather.pick(owners),
            let token = weather.pick(clients[index].tokens.dropLast(2))
        else { return nil }
        return send([.hello(ClientMessage.Hello(resume: token))], mustNotSit: true)
    }

    private func send(_ messages: [ClientMessage], mustNotSit: Bool) -> Int? {
        var script: [UInt8] = []
        for message in messages {
            var text: [UInt8] = []
            message.write(into: &text)
            appendFrame(text, to: &script)
        }
        let link = admitStranger(script)
        link.mustNotSit = mustNotSit
        return link.index
    }

    private func babble(_ kind: FaultKind) -> Int {
        var script: [UInt8] = []
        switch kind {
        case .badText:
            var hello: [UInt8] = []
            ClientMessage.hello(ClientMessage.Hello()).write(into: &hello)
            if weather.chance(0.5) { appendFrame(hello, to: &script) }
            for _ in 0..<weather.int(in: 1...12) {
                let texts = [
                    "{}", "[", "{\"type\":\"join\",\"room\":\"AAAAA\"}", "{\"type\":\"leave\"}",
                    "{\"type\":\"hello\",\"version\":1}", "{\"type\":\"create\",\"seats\":99}",
                ]
                appendFrame(Array((weather.pick(texts) ?? "").utf8), to: &script)
            }
        case .flood:
            for id in 0..<200 {
                var text: [UInt8] = []
                ClientMessage.ping(id: id).write(into: &text)
                appendFrame(text, to: &script)
            }
        default:
            for _ in 0..<weather.int(in: 1...300) {
                script.append(UInt8(truncatingIfNeeded: weather.word()))
            }
        }
        return admitStranger(script).index
    }

    private func admitStranger(_ script: [UInt8]) -> StormLink {
        let link = connect(nil, script: script)
        trace.note(.stranger, link.index, script.count, at: now)
        agenda.insert(
            .strangerLeaves(link.index), due: now.advanced(byNanoseconds: milliseconds(50...8_000)))
        return link
    }

    func leaveAsStranger(_ index: Int) {
        guard let link = links[index] else { return }
        link.isClientOver = true
        link.up.close(due: arrival())
        scheduleUp(link)
        dispose(link)
    }

    // MARK: machines

    private func spoilDisk(_ fault: VirtualDisk.Fault) -> Int? {
        guard configuration.server.isRecording else { return nil }
        server.set(fault)
        agenda.insert(.healDisk, due: now.advanced(byNanoseconds: milliseconds(100...10_000)))
        return 0
    }

    func healDisk() {
        server.set(nil)
        trace.note(.heal, 0, 0, at: now)
    }

    private func stopServer(_ stop: () -> Void) -> Int? {
        guard server.isUp, !server.isDraining else { return nil }
        graces.removeAll()
        stop()
        flush(isTick: true)
        checkRecordings(atEnd: false)
        agenda.insert(.restart, due: now.advanced(byNanoseconds: milliseconds(1_200...6_000)))
        return 0
    }

    func restart() {
        eyes.removeAll()
        owners.removeAll()
        server.restart(at: now)
        trace.note(.heal, 1, server.loops.count, at: now)
    }

    /// The faults stop.
    func calmDown() {
        isCalm = true
        server.set(nil)
        trace.note(.heal, 2, clients.count, at: now)
        for link in links.compactMap({ $0 }) {
            link.up.stalledUntil = min(link.up.stalledUntil, now)
            link.down.stalledUntil = min(link.down.stalledUntil, now)
            scheduleUp(link)
            scheduleDown(link)
        }
        for index in clients.indices where clients[index].stopsReadingUntil != nil {
            clients[index].stopsReadingUntil = now
            readAgain(index)
        }
    }

    private func appendFrame(_ text: [UInt8], to script: inout [UInt8]) {
        Storm.appendFrame(text, key: weather.word(), to: &script)
    }
}
