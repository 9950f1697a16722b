import UmpireBasics
import UmpireGame
package import UmpireProtocol
import UmpireReplay
import UmpireState

// A room's tick, and the phases that it goes through.

extension Room {
    /// Makes one tick; `sendsSnapshots` is false for all but the last of several made at once.
    package func advance(sendsSnapshots: Bool, _ effects: inout Effects) {
        tick = tick.next
        while let session = seats.expire(at: tick) { expired.append(session) }
        if hasPeople || settings.isStanding { seats.fillWithBots(upTo: settings.botSeats) }
        advancePhase(&effects)
        if case .running = phase { step(&effects) }
        tellRosterIfNew(&effects)
        if sendsSnapshots { sendDueSnapshots(&effects) }
    }

    /// Ends a recording that is under way; without a verdict the match counts as broken off.
    package func endRecording(_ effects: inout Effects) {
        guard recorder != nil else { return }
        recorder?.finish(verdict: verdict)
        emitRecording(&effects)
        effects.append(.endRecording(RecordingID(room: settings.id, match: matches)))
        recorder = nil
    }

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
            guard until <= tick || isAgreed else { return }
            if isReady { beginCountdown(&effects) } else { enter(.waiting(since: tick), &effects) }
        }
    }

    private func beginCountdown(_ effects: inout Effects) {
        matches += 1
        verdict = nil
        rematchVotes = PlayerSet()
        isFirstStep = true
        match.restart(matchSeed)
        enter(.countdown(since: tick, until: tick(after: info.countdownSeconds)), &effects)
    }

    private func step(_ effects: inout Effects) {
        if isFirstStep && settings.isRecorded {
            recorder = ReplayWriter(
                recordingHeader, input: game.description.input, idle: game.idleInput)
        }
        let changes = seats.takeChanges(isFirstStep: isFirstStep)
        isFirstStep = false
        let played = MatchSeats(occupied: seats.occupied, playedByBots: seats.playedByBots)
        match.step(played, changes, tick)
        if recorder != nil { record(changes, &effects) }
        sender.addCues(at: tick) { match.appendCues(&$0) }
        sender.addAddressedCues(at: tick) { match.appendAddressedCues(&$0, &$1) }
        if let result = match.verdict() {
            verdict = result
            endRecording(&effects)
            enter(.ended(since: tick, until: tick(after: info.intermissionSeconds)), &effects)
        }
    }

    private func record(_ changes: SeatChanges, _ effects: inout Effects) {
        rows.removeAll(keepingCapacity: true)
        match.appendInputs(&rows)
        recorder?.record(
            match.tick(), changes, inputs: rows, of: match.players(),
            stateHash: match.stateHash())
        if recorder?.hasFullChunk == true { emitRecording(&effects) }
    }

    private func emitRecording(_ effects: inout Effects) {
        let range = effects.append { recorder?.takeBytes(into: &$0) }
        effects.append(.record(RecordingID(room: settings.id, match: matches), range))
    }

    private var recordingHeader: ReplayHeader {
        let ran = UInt64(tick.rawValue) * 1_000 / UInt64(info.tickRate)
        return ReplayHeader(
            info, game.description, seats: settings.seats, seed: matchSeed, room: settings.code,
            match: matches, startMilliseconds: settings.openedAtMilliseconds + ran)
    }

    private var matchSeed: UInt64 { GameRandom.mix(settings.seed, UInt64(matches)) }

    private func tick(after seconds: Int) -> Tick {
        Tick(tick.rawValue &+ UInt32(seconds * info.tickRate))
    }
}
