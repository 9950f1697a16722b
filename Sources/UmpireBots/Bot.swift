import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol

/// A player without a face: a client, the game's own brain, and an eye on everything that happens.
///
/// It sends one input a tick on a beat of its own, so that a late server does not slow it down.
struct Bot<G: Game> {
    private(set) var session: ClientSession<G>
    private var random: GameRandom
    private var openingSince: Instant
    private var connectedAt = Instant.zero
    private var lastSnapshot: Instant?
    private var nextInput: Instant?
    private var sent = SentInputs()
    private var room: String?
    private var player: PlayerID?

    init(plan: GamePlan<G>, options: BotsOptions, number: Int, at now: Instant) {
        let stream = UInt64(number)
        session = ClientSession(
            plan: plan, name: "Bot \(number + 1)",
            wish: options.room.map { .join(room: $0) } ?? .quickMatch,
            seed: options.seed &* 1_000_003 &+ stream)
        random = GameRandom(seed: options.seed, stream: stream)
        openingSince = now
    }

    /// When `wake` wants to be called.
    var nextWake: Instant? {
        switch session.state {
        case .seated: nextInput
        case .lost: session.nextWake
        case .connecting, .greeting, .welcomed, .spectating, .ended: nil
        }
    }

    var isSeated: Bool { session.seat != nil }

    /// Exchanges the session's output for an empty one, and says when `wake` wants to be called.
    ///
    /// Both in one mutating call: reading a property of an array's element copies the whole bot.
    mutating func exchangeOutput(_ output: inout ClientOutput) -> Instant? {
        swap(&output, &session.output)
        return nextWake
    }

    mutating func connected(at now: Instant, _ measures: inout BotMeasures) {
        measures.connections += 1
        measures.connectTime.record(microseconds(openingSince, now))
        connectedAt = now
        session.connected(at: now)
    }

    /// The connection is over; `isOwnDoing` when it was broken on purpose.
    mutating func disconnected(
        code: UInt16?, isOwnDoing: Bool = false, at now: Instant, _ measures: inout BotMeasures
    ) {
        switch session.state {
        case .lost, .ended: return
        case .connecting: measures.failedConnections += 1
        case .greeting, .welcomed, .seated, .spectating:
            if let code {
                measures.closes[code, default: 0] += 1
            } else if !isOwnDoing {
                measures.breaks += 1
            }
        }
        session.disconnected(code: code, at: now)
        digest(at: now, &measures)
    }

    mutating func received(
        text: borrowing Span<UInt8>, at now: Instant, _ measures: inout BotMeasures
    ) {
        session.received(text: text, at: now)
        digest(at: now, &measures)
    }

    mutating func received(
        binary: borrowing RawSpan, at now: Instant, _ measures: inout BotMeasures
    ) {
        session.received(binary: binary, at: now)
        digest(at: now, &measures)
    }

    /// Sends the input that is due, or opens a connection when the wait for it is over.
    mutating func wake(at now: Instant, _ measures: inout BotMeasures) {
        guard let due = nextWake, due <= now else { return }
        measures.ownLateness.record(microseconds(due, now))
        switch session.state {
        case .lost:
            openingSince = now
            session.wake(at: now)
        case .seated(let seat):
            let input = G.bot(seat.player, session.world, &random)
            if let sequence = session.sendInput(input, at: now) {
                measures.inputs += 1
                sent.sent(sequence, at: now)
            }
            let next = due.advanced(byNanoseconds: Bot.tickNanoseconds)
            // After a stall the beat begins anew: inputs are not made up for.
            nextInput = next > now ? next : now.advanced(byNanoseconds: Bot.tickNanoseconds)
        case .connecting, .greeting, .welcomed, .spectating, .ended: break
        }
    }

    /// Leaves for good.
    mutating func quit() {
        session.quit()
        session.happenings.removeAll(keepingCapacity: true)
    }

    static var tickNanoseconds: UInt64 { 1_000_000_000 / UInt64(G.info.tickRate) }

    private func microseconds(_ from: Instant, _ to: Instant) -> Int {
        Int(to.nanoseconds(since: from) / 1_000)
    }

    // MARK: what happened

    private mutating func digest(at now: Instant, _ measures: inout BotMeasures) {
        for index in session.happenings.indices {
            note(session.happenings[index], at: now, &measures)
        }
        session.happenings.removeAll(keepingCapacity: true)
    }

    private mutating func note(
        _ happening: ClientHappening, at now: Instant, _ measures: inout BotMeasures
    ) {
        switch happening {
        case .seated(let seat, let isReturned):
            sitDown(seat, isReturned: isReturned, at: now, &measures)
        case .snapshot(_, let isKeyframe, let byteCount):
            if isKeyframe {
                measures.keyframeBytes.record(byteCount)
            } else {
                measures.deltaBytes.record(byteCount)
            }
            look(at: now, &measures)
        case .faulty(.differentState): measures.hashMismatches += 1
        case .faulty, .otherSchema: measures.otherFaults += 1
        case .refused(let refusal): measures.refusals[refusal.code, default: 0] += 1
        case .verdict: measures.verdicts += 1
        case .phase: sent.forget()
        case .welcomed, .spectating, .left, .lost, .ended: break
        }
    }

    private mutating func sitDown(
        _ seat: ClientSeat, isReturned: Bool, at now: Instant, _ measures: inout BotMeasures
    ) {
        measures.joinTime.record(microseconds(connectedAt, now))
        if isReturned {
            measures.returns += 1
            if seat.room != room || seat.player != player { measures.strayReturns += 1 }
        } else {
            measures.seatings += 1
        }
        room = seat.room
        player = seat.player
        lastSnapshot = nil
        sent.reset()
        // Bots that sit down together do not beat together.
        let phase = (UInt64(random.word()) * Bot.tickNanoseconds) >> 32
        nextInput = now.advanced(byNanoseconds: phase)
    }

    private mutating func look(at now: Instant, _ measures: inout BotMeasures) {
        if let lastSnapshot {
            let gap = microseconds(lastSnapshot, now)
            measures.snapshotGap.record(gap)
            if gap > 3 * 1_000_000 / G.info.snapshotRate { measures.lateSnapshots += 1 }
        }
        lastSnapshot = now
        measures.cues += session.mirror.cues.count
        let prefix = session.mirror.prefix
        guard prefix.lead != -128 else { return }
        measures.inputLead.record(Int(prefix.lead))
        if prefix.lead < 0 { measures.lateInputs += 1 }
        sent.applied(upTo: prefix.ackSequence, at: now, &measures.inputToEffect)
    }
}
