import UmpireBasics
import UmpireLoop
import UmpireReport
import UmpireScenario

// What is due, and the end.

extension SocketDriver {
    /// The servers answer: the first bots may come.
    func begin() {
        stage = .playing
        now = loop.now
        start = now
        nextSecond = now.advanced(byMilliseconds: 1_000)
        nextControls = now
        usage = SocketUsage(at: now)
        crowd = Crowd(
            run.scenario, game: run.game, recordings: run.recordings, start: now,
            ownsServer: run.hitServer != nil)
        rateFactor = run.controls.arrivalsFactor
        crowd.rateFactor = rateFactor
    }

    func work(at now: Instant) {
        self.now = now
        while let (stream, due) = delayed.take(at: now) { stream.passArrived(due: due) }
        switch stage {
        case .knocking: lookAtControls()
        case .playing: play()
        case .leaving:
            if giveUp <= now { end(.success(outcome)) }
        case .over: break
        }
    }

    private func play() {
        if nextControls <= now { lookAtControls() }
        while let next = chaos.last, due(next.atSeconds) <= now {
            chaos.removeLast()
            run.hitServer?(next.kind)
        }
        if let next = crowd.nextWake, next <= now {
            crowd.wake(at: now)
            carryOut()
        }
        if nextSecond <= now { tellSecond() }
    }

    private func due(_ seconds: Double) -> Instant { start.advanced(bySeconds: seconds) }

    /// What somebody at a terminal wants.
    private func lookAtControls() {
        nextControls = now.advanced(byMilliseconds: SocketDriver.controlMilliseconds)
        let stops = run.controls.stops
        if stops > self.stops {
            // Who asks again, or before the first bot came, wants no goodbyes.
            guard stops == 1, case .playing = stage else { return end(.failure(.interrupted)) }
            self.stops = stops
            crowd.stop(at: now)
            carryOut()
        }
        // The crowd of before the beginning is never asked for anything.
        guard case .playing = stage else { return }
        let factor = run.controls.arrivalsFactor
        if factor != rateFactor {
            rateFactor = factor
            // It tells the crowd the time, from which the new rate counts.
            crowd.wake(at: now)
            crowd.rateFactor = factor
            carryOut()
        }
        releaseHoles(until: now)
    }

    /// Lets go of connections on which nothing has passed for long enough.
    private func releaseHoles(until now: Instant) {
        holes.removeAll { hole in
            guard hole.until <= now else { return false }
            hole.stream.reset()
            return true
        }
    }

    private func tellSecond() {
        seconds += 1
        usage.second(at: now)
        let status = crowd.status(at: now)
        run.recorder.second(crowd.measures, present: status.present, seated: status.seated)
        run.eachSecond(status, crowd.measures)
        nextSecond = start.advanced(byMilliseconds: UInt64(seconds + 1) * 1_000)
    }

    /// Before the loop waits: looks whether all is over, and sets the alarm.
    func endTurn() {
        if case .playing = stage, crowd.isOver { leave() }
        if case .leaving = stage, openStreams == 0 { end(.success(outcome)) }
        guard let due = nextDue else { return }
        alarm?.arm(at: due)
        if openStreams >= SocketDriver.gatheringStreams {
            // Whatever is due meanwhile is at most so much later: an alarm for each input of each
            // bot would cost more than the inputs.
            loop.gather(
                nanoseconds: SocketDriver.gatherNanoseconds, until: Instant(nanoseconds: .max))
        }
    }

    private var nextDue: Instant? {
        var due = delayed.next ?? giveUp
        switch stage {
        case .over: return nil
        case .leaving: return min(due, giveUp)
        case .knocking: return nextControls
        case .playing: break
        }
        due = min(due, nextControls, nextSecond)
        if let next = crowd.nextWake { due = min(due, next) }
        if let next = chaos.last { due = min(due, self.due(next.atSeconds)) }
        return due
    }

    // MARK: the end

    private func leave() {
        stage = .leaving
        endedAt = now
        giveUp = now.advanced(byMilliseconds: SocketDriver.leavingMilliseconds)
        releaseHoles(until: Instant(nanoseconds: .max))
    }

    private var outcome: SocketOutcome {
        SocketOutcome(
            recorder: run.recorder, measures: crowd.measures,
            seconds: Double(max(1, endedAt.nanoseconds(since: start))) / 1e9,
            fields: crowd.fieldShares, notes: usage.notes(at: now) + notes.texts)
    }

    func end(_ result: Result<SocketOutcome, SocketFailure>) {
        if case .over = stage { return }
        stage = .over
        alarm?.close()
        alarm = nil
        delayed = Agenda()
        finish(result)
        loop.onTurnEnd(nil)
        // Streams that do not end by themselves are given up.
        loop.stop()
    }
}
