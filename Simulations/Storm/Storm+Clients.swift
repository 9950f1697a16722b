import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireRoom
import UmpireShard
import UmpireState
import UmpireVirtual
import UmpireWebSocket

// What clients do.

extension Storm {
    func newClient(_ number: UInt64) -> StormClient {
        var random = GameRandom(seed: configuration.seed, stream: 0x10_0000 + number)
        let watches = random.int(in: 0...99) < configuration.watchersPercent
        let thinks = random.int(in: 0...99) < configuration.brainsPercent
        let wish: ClientWish =
            switch random.int(in: 0...9) {
            case 0: .create(isPrivate: random.chance(0.5), seats: nil)
            default: .quickMatch
            }
        let core = RowClient(
            game.description, tickRate: game.info.tickRate, name: "C\(number)",
            wish: watches ? .nothing : wish, seed: configuration.seed &+ number)
        return StormClient(
            core: core, brain: thinks ? game.makeBrain() : nil, random: random)
    }

    /// A client comes, a new one in the place of one that is over.
    func arrive(_ index: Int) {
        if clients[index].link != nil { return }
        if clients[index].isOver {
            clients[index] = newClient(UInt64(clients.count) * 1_000 + UInt64(links.count))
        }
        clients[index].link = connect(index).index
        schedule(index)
    }

    /// Does what a client wants done.
    func carryOut(_ index: Int) {
        digest(index)
        var output = ClientOutput()
        swap(&output, &clients[index].core.output)
        for action in output.actions {
            switch action {
            case .connect: clients[index].link = connect(index).index
            case .text(let range): send(.text, output.bytes[range], index)
            case .binary(let range): send(.binary, output.bytes[range], index)
            case .close(let code):
                guard let link = letGo(index) else { break }
                let key = network.word()
                link.up.send(due: arrival(), &network) {
                    FrameEncoder.appendClose(code: code.rawValue, maskKey: key, to: &$0)
                }
                link.up.close(due: now)
                scheduleUp(link)
                dispose(link)
            }
        }
        output.removeAll()
        swap(&output, &clients[index].core.output)
        schedule(index)
    }

    private func send(_ opcode: Opcode, _ bytes: ArraySlice<UInt8>, _ index: Int) {
        guard let number = clients[index].link, let link = links[number] else { return }
        let key = network.word()
        link.up.send(due: arrival(), &network) { output in
            bytes.withUnsafeBytes {
                FrameEncoder.append(opcode, payload: $0, maskKey: key, to: &output)
            }
        }
        scheduleUp(link)
    }

    /// The client is done with its connection.
    func letGo(_ index: Int) -> StormLink? {
        guard let number = clients[index].link else { return nil }
        clients[index].link = nil
        guard let link = links[number] else { return nil }
        link.isClientOver = true
        return link
    }

    /// The client hears that its connection is over.
    func lose(_ index: Int, _ link: StormLink, code: UInt16?) {
        trace.note(.clientLost, index, Int(code ?? 0), at: now)
        _ = letGo(index)
        clients[index].core.disconnected(code: code, at: now)
        dispose(link)
        carryOut(index)
    }

    /// Notes what happened to a client.
    private func digest(_ index: Int) {
        if clients[index].core.happenings.isEmpty { return }
        var happenings: [ClientHappening] = []
        swap(&happenings, &clients[index].core.happenings)
        for happening in happenings {
            switch happening {
            case .seated(let seat, _):
                clients[index].sent = 0
                clients[index].acknowledged = 0
                if let token = seat.resumeToken {
                    clients[index].tokens.append(token)
                    if clients[index].tokens.count > 4 { clients[index].tokens.removeFirst() }
                }
                trace.note(.seated, index, Int(seat.player.rawValue), at: now)
            case .welcomed, .left, .refused:
                clients[index].asksAgain = now.advanced(byMilliseconds: 2_500)
            case .faulty(let fault): fail("client \(index) cannot take a snapshot: \(fault)")
            case .updateNeeded(let reason): fail("client \(index) needs an update: \(reason)")
            case .ended:
                agenda.insert(.newcomer(index), due: now.advanced(byMilliseconds: 1_000))
            case .spectating, .phase, .verdict, .snapshot, .lost: break
            }
        }
        happenings.removeAll(keepingCapacity: true)
        swap(&happenings, &clients[index].core.happenings)
    }

    // MARK: time

    func schedule(_ index: Int) {
        let due: Instant
        switch clients[index].core.state {
        case .seated:
            if let beat = clients[index].beat, beat > now,
                beat.nanoseconds(since: now) <= Int64(tickNanoseconds)
            {
                return
            }
            due = now.advanced(byNanoseconds: tickNanoseconds)
        case .lost(let retryAt, _): due = max(retryAt, now)
        case .connecting, .greeting, .welcomed, .spectating:
            if let beat = clients[index].beat, beat > now,
                beat.nanoseconds(since: now) <= 500_000_000
            {
                return
            }
            due = now.advanced(byMilliseconds: 500)
        case .ended: return clients[index].beat = nil
        }
        if clients[index].beat == due { return }
        clients[index].beat = due
        agenda.insert(.client(index), due: due)
    }

    func beat(_ index: Int) {
        guard let due = clients[index].beat, due <= now else { return }
        clients[index].beat = nil
        if givesUp(index) { return }
        switch clients[index].core.state {
        case .seated(let seat): press(index, seat)
        case .lost: clients[index].core.wake(at: now)
        case .welcomed: askAgain(index)
        case .connecting, .greeting, .spectating, .ended: break
        }
        carryOut(index)
    }

    /// Whether the client heard nothing for so long that it gives its connection up.
    private func givesUp(_ index: Int) -> Bool {
        guard let number = clients[index].link, let link = links[number],
            clients[index].stopsReadingUntil == nil,
            now.nanoseconds(since: link.heardAt) > 8_000_000_000
        else { return false }
        link.up.reset(due: arrival(), &network)
        scheduleUp(link)
        lose(index, link, code: nil)
        return true
    }

    private func askAgain(_ index: Int) {
        guard let asks = clients[index].asksAgain, asks <= now else { return }
        clients[index].asksAgain = now.advanced(byMilliseconds: 2_500)
        let watches = clients[index].random.int(in: 0...99) < configuration.watchersPercent
        let codes = server.loops.flatMap { $0.shard.rooms.map(\.settings.code) }
        if watches, let code = clients[index].random.pick(codes) {
            clients[index].core.send(.spectate(room: code))
        } else {
            clients[index].core.send(.quickMatch)
        }
    }

    /// Sends what the client presses.
    private func press(_ index: Int, _ seat: ClientSeat) {
        let input = game.description.input
        if let brain = clients[index].brain, clients[index].core.mirror.head != nil {
            var row: [UInt32] = []
            swap(&row, &clients[index].row)
            row.removeAll(keepingCapacity: true)
            brain.decide(
                clients[index].core.snapshot, seat.player, &clients[index].random, &row)
            swap(&row, &clients[index].row)
        } else if clients[index].holds == 0 {
            clients[index].holds = clients[index].random.int(in: 0...20)
            clients[index].row.removeAll(keepingCapacity: true)
            for field in input.fields {
                let word = clients[index].random.word()
                clients[index].row.append(
                    field.bits >= 32 ? word : word % (1 << UInt32(field.bits)))
            }
        } else {
            clients[index].holds -= 1
        }
        guard
            let sequence = clients[index].core.sendInput(row: clients[index].row, at: now)
        else { return }
        clients[index].sent = sequence
        outcome.inputs += 1
        trace.note(.input, index, Int(sequence), at: now)
    }
}
