import UmpireBasics
import UmpireClient
import UmpireGame
import UmpireProtocol
import UmpireReport
import UmpireScenario
import UmpireState

// Inputs, one a tick, on a beat of each bot's own.

extension Crowd {
    /// Begins a bot's beat; bots that sit down together do not beat together.
    mutating func startBeat(_ slot: Int, at now: Instant) {
        let word = bots[slot].words.word()
        let phase = (UInt64(word) * tickNanoseconds) >> 32
        let due = now.advanced(byNanoseconds: phase)
        bots[slot].beat = due
        beats.insert(BeatQueue.Beat(due: due, bot: slot, number: bots[slot].number))
    }

    mutating func play(_ beat: BeatQueue.Beat, at now: Instant) {
        let slot = beat.bot
        guard bots.holds(slot), bots[slot].number == beat.number, bots[slot].beat == beat.due else {
            return
        }
        // An input that was not sent at its time is late even if it never comes.
        var next = beat.due
        while next <= now {
            measures.record(.generatorLateness, now.microseconds(since: next))
            next = next.advanced(byNanoseconds: tickNanoseconds)
        }
        bots[slot].beat = next
        beats.insert(BeatQueue.Beat(due: next, bot: slot, number: beat.number))
        guard bots[slot].canSend else { return }
        row.removeAll(keepingCapacity: true)
        chooseInput(slot)
        guard let sequence = bots[slot].client.sendInput(row: row, at: now) else { return }
        measures.count(.inputs)
        bots[slot].watch.inputs.sent(sequence, meantAt: beat.due)
        sendInput(slot)
    }

    /// Makes the order of the input that the client has written, and of nothing else.
    private mutating func sendInput(_ slot: Int) {
        bots[slot].exchangeOutput(&output)
        for action in output.actions {
            guard case .binary(let range) = action else { continue }
            countUp(range.count)
            orders.append(.binary(bot: slot, orders.keep(output.bytes[range])))
        }
        output.removeAll()
    }

    /// Puts the row of what a bot does into `row`.
    private mutating func chooseInput(_ slot: Int) {
        switch bots[slot].mind {
        case .game: bots[slot].decide(shares, &row)
        case .monkey: bots[slot].chooseByChance(game.description.input, &row)
        case .recorded(var track):
            recordings[track.path]?.append(track.player, at: track.next, to: &row)
            track.next += 1
            bots[slot].mind = .recorded(track)
        case .idle, .hostile: break
        }
        if row.count != game.idleInput.count {
            row.removeAll(keepingCapacity: true)
            row.append(contentsOf: game.idleInput)
        }
    }
}

extension Bot {
    /// What the game's own bot does in this one's place.
    mutating func decide(_ shares: borrowing RoomShares, _ row: inout [UInt32]) {
        guard let share, let room = shares.list[share], let player = watch.player else { return }
        room.brain.decide(client.snapshot, player, &words, &row)
    }
}
