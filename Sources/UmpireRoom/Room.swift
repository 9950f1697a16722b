package import UmpireBasics
package import UmpireGame
package import UmpireProtocol
import UmpireReplay
import UmpireState

/// A room with its game: four values (seats, input buffers, stepper, snapshot sender) and their order in a tick.
package final class Room<G: Game>: AnyRoom {
    private let plan: GamePlan<G>
    private var stepper: Stepper<G>
    private var inputs: [InputBuffer<G.Input>]
    private var botRandoms: [GameRandom]
    private var sender: SnapshotSender
    private var recorder: ReplayWriter<G>?
    private var isFirstStep = true
    private var inputWords: [UInt32] = []

    package init(_ settings: RoomSettings, plan: GamePlan<G>, clock: RoomClock) {
        self.plan = plan
        stepper = Stepper(seed: settings.seed)
        let buffer = InputBuffer<G.Input>(policy: G.info.inputPolicy, tickRate: G.info.tickRate)
        inputs = [InputBuffer](repeating: buffer, count: settings.seats)
        botRandoms = (0..<settings.seats).map {
            GameRandom(seed: settings.seed, stream: 1_000 + UInt64($0))
        }
        sender = SnapshotSender(plan.description)
        super.init(settings, info: G.info, clock: clock)
    }

    /// The exact state's hash, for tests and simulations.
    package var stateHash: UInt64 { stepper.simulation.stateHash(plan.world) }

    package override func advance(sendsSnapshots: Bool, _ effects: inout Effects) {
        tick = tick.next
        while let session = seats.expire(at: tick) { expired.append(session) }
        if hasPeople || settings.isStanding { seats.fillWithBots(upTo: settings.botSeats) }
        advancePhase(&effects)
        if case .running = phase { step(&effects) }
        tellRosterIfNew(&effects)
        if sendsSnapshots, Int(tick.rawValue) % info.ticksPerSnapshot == 0 {
            sendSnapshots(&effects)
        }
    }

    package override func receive(
        input bytes: RawSpan, of player: PlayerID, ack: inout Tick
    ) -> Bool {
        let row = plan.input.plan
        guard let head = InputFrame(parsing: bytes, inputBits: row.rawBits) else { return false }
        inputWords.removeAll(keepingCapacity: true)
        var reader = BitReader(bytes, from: InputFrame.headBytes)
        guard
            (try? SnapshotDecoder.readClamped(&reader, plan: row, into: &inputWords)) != nil,
            (try? reader.requireEnd()) != nil
        else { return false }
        ack = head.ack
        guard case .running = phase else { return true }
        _ = inputs[Int(player.rawValue)].insert(
            plan.input.value(of: inputWords[...]), sequence: head.sequence, for: head.tick,
            next: tick.next)
        return true
    }

    override func forgetInputs(of player: PlayerID) {
        inputs[Int(player.rawValue)].reset()
    }

    package override func endRecording(_ effects: inout Effects) {
        guard recorder != nil else { return }
        recorder?.finish(verdict: verdict)
        emitRecording(&effects)
        effects.append(.endRecording(RecordingID(room: settings.id, match: matches)))
        recorder = nil
    }

    // MARK: phases

    private func advancePhase(_ effects: inout Effects) {
        let isReady =
            seats.occupied.count >= info.players.lowerBound && (hasPeople || settings.isStanding)
        switch phase {
        case .waiting:
            if isReady { beginCountdown(&effects) }
        case .countdown(_, let until):
            if !isReady {
                enter(.waiting(since: tick), &effects)
            } else if until <= tick {
                enter(.running(since: tick), &effects)
            }
        case .running:
            if !isReady {
                endRecording(&effects)
                enter(.waiting(since: tick), &effects)
            }
        case .ended(_, let until):
            let everybody = seats.humans
            let isAgreed = !everybody.isEmpty && rematchVotes == everybody
            if until <= tick || isAgreed {
                if isReady { beginCountdown(&effects) } else { enter(.waiting(since: tick), &effects) }
            }
        }
    }

    private func beginCountdown(_ effects: inout Effects) {
        matches += 1
        verdict = nil
        rematchVotes = PlayerSet()
        isFirstStep = true
        let seed = GameRandom.mix(settings.seed, UInt64(matches))
        stepper = Stepper(seed: seed)
        for index in inputs.indices {
            inputs[index].clear()
            botRandoms[index] = GameRandom(seed: seed, stream: 1_000 + UInt64(index))
        }
        if settings.isRecorded { recorder = ReplayWriter(header(seed: seed), plan: plan) }
        let until = Tick(tick.rawValue &+ UInt32(info.countdownSeconds * info.tickRate))
        enter(.countdown(since: tick, until: until), &effects)
    }

    private func header(seed: UInt64) -> ReplayHeader {
        let ran = UInt64(tick.rawValue) * 1_000 / UInt64(info.tickRate)
        return ReplayHeader(
            plan, seed: seed, room: settings.code, match: matches,
            startMilliseconds: settings.openedAtMilliseconds + ran)
    }

    // MARK: a step

    private func step(_ effects: inout Effects) {
        let played = seats.playedByBots
        for player in seats.occupied {
            let index = Int(player.rawValue)
            let input =
                played.contains(player)
                ? G.bot(player, stepper.world, &botRandoms[index]) : inputs[index].take(tick)
            stepper.set(input, of: player)
        }
        let changes = seats.takeChanges(isFirstStep: isFirstStep)
        isFirstStep = false
        stepper.step(changes)
        if recorder != nil {
            recorder?.record(stepper, changes, stateHash: stateHash)
            if recorder?.hasFullChunk == true { emitRecording(&effects) }
        }
        for cue in stepper.cues {
            sender.cues.append(at: tick) { plan.cue.appendRow(of: cue, to: &$0) }
        }
        if let result = G.verdict(stepper.world, tick: stepper.tick) {
            verdict = result
            endRecording(&effects)
            let until = Tick(tick.rawValue &+ UInt32(info.intermissionSeconds * info.tickRate))
            enter(.ended(since: tick, until: until), &effects)
        }
    }

    private func emitRecording(_ effects: inout Effects) {
        let range = effects.append { recorder?.takeBytes(into: &$0) }
        effects.append(.record(RecordingID(room: settings.id, match: matches), range))
    }

    // MARK: snapshots

    private func sendSnapshots(_ effects: inout Effects) {
        let world = stepper.world
        for index in members.indices where !members[index].isBlocked {
            let player = members[index].player
            let viewer = player.map { Viewer.player($0, team: G.team(of: $0, in: world)) }
            let body = sender.body(
                for: viewer ?? .everyone, lastSent: members[index].lastSent, at: tick,
                into: &effects
            ) { plan.world.capture(world, for: $0, at: tick, into: &$1) }
            let prefix = player.map { inputs[Int($0.rawValue)].prefix }
            effects.append(
                .snapshot(
                    members[index].connection,
                    prefix ?? SnapshotPrefix(ackSequence: 0, lead: -128), body))
            members[index].lastSent = tick
        }
        sender.forget(at: tick, keeping: seats.occupied)
    }
}

extension InputBuffer {
    fileprivate var prefix: SnapshotPrefix {
        SnapshotPrefix(ackSequence: appliedSequence, lead: appliedLead)
    }
}
