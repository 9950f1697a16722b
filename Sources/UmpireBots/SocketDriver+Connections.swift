import UmpireBasics
import UmpireLoop
import UmpireNetwork
import UmpireProtocol

// What connections tell the crowd.

extension SocketDriver {
    func opened(_ stream: BotStream) {
        if case .knocking(let target, _) = stage { return answered(stream, target) }
        guard hasCrowd else { return }
        crowd.opened(stream.bot, at: now)
        carryOut()
    }

    func received(text: UnsafeRawBufferPointer, on stream: BotStream) {
        guard hasCrowd else { return }
        text.withMemoryRebound(to: UInt8.self) {
            crowd.received(text: $0.span, of: stream.bot, at: now)
        }
        carryOut()
    }

    func received(binary: UnsafeRawBufferPointer, on stream: BotStream) {
        guard hasCrowd else { return }
        crowd.received(binary: binary.bytes, of: stream.bot, at: now)
        carryOut()
    }

    /// A connection is over, from the other side.
    func lost(_ stream: BotStream, code: UInt16?, because reason: String?) {
        if case .knocking(let target, let peer) = stage {
            return unanswered(reason ?? "it closed with \(code ?? 1005)", target, peer)
        }
        guard hasCrowd else { return }
        if let reason { notes.add("A connection was lost: \(reason).") }
        guard streams.indices.contains(stream.bot), streams[stream.bot] === stream else { return }
        streams[stream.bot] = nil
        crowd.lost(stream.bot, code: code, at: now)
        carryOut()
    }

    /// A stream's socket is closed.
    func streamEnded(_ stream: BotStream) {
        openStreams -= 1
        if stream.link == nil, let index = holes.firstIndex(where: { $0.stream === stream }) {
            holes.swapAt(index, holes.count - 1)
            holes.removeLast()
        }
    }

    /// Whether what happens to connections matters to a crowd.
    private var hasCrowd: Bool {
        switch stage {
        case .playing, .leaving: true
        case .knocking, .over: false
        }
    }

    // MARK: knocking

    /// Tries whether the servers answer, so that one sentence says what is wrong with them.
    func knock() { knock(target: 0, peer: 0) }

    private func knock(target: Int, peer: Int) {
        stage = .knocking(target: target, peer: peer)
        let stream = BotStream(bot: -1, of: self, to: run.targets[target], seed: nextSeed())
        do {
            try stream.connect(to: run.targets[target].peers[peer])
            openStreams += 1
        } catch {
            unanswered("\(error)", target, peer)
        }
    }

    private func answered(_ stream: BotStream, _ target: Int) {
        let peer = stream.peer
        stream.sayGoodbye(.normal)
        run.targets[target].peers = [peer]
        if target + 1 < run.targets.count { return knock(target: target + 1, peer: 0) }
        begin()
    }

    private func unanswered(_ reason: String, _ target: Int, _ peer: Int) {
        if peer + 1 < run.targets[target].peers.count {
            return knock(target: target, peer: peer + 1)
        }
        end(.failure(.unreachable(run.targets[target].address, reason: reason)))
    }

    func nextSeed() -> UInt64 { UInt64(seeds.word()) << 32 | UInt64(seeds.word()) }
}
