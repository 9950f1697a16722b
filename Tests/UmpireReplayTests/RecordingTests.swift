import Testing
import UmpireBasics
import UmpireGame
import UmpireReplay

@Suite("recording and verifying")
struct RecordingTests {
    private let verifier = ReplayVerifier(RecordedMatch.plan)

    @Test("what was recorded is read back: header, changes, inputs, hashes, end", arguments: 1...20)
    func roundTrip(seed: UInt64) throws {
        let match = RecordedMatch(seed: seed, ticks: 27)
        var reader = try ReplayReader(match.bytes, plan: RecordedMatch.plan)
        #expect(reader.header == match.header)
        for tick in 0..<27 {
            #expect(try reader.next() == .tick)
            #expect(reader.tick.tick == Tick(UInt32(tick)))
            #expect(reader.tick.changes == RecordedMatch.changes(at: tick))
            #expect(reader.tick.stateHash == UInt32(truncatingIfNeeded: match.hashes[tick]))
            for player in reader.tick.players {
                let read = reader.input(of: player)
                let made = match.inputs[tick][Int(player.rawValue)]
                #expect(read.turn == made.turn && read.thrust == made.thrust)
                #expect(read.isFiring == made.isFiring)
            }
        }
        guard case .end(let end) = try reader.next() else {
            Issue.record("there is an end")
            return
        }
        #expect(end.finalHash == match.hashes.last && end.verdict == nil)
    }

    @Test("a match that is made again holds, verdict and all", arguments: 1...20)
    func holds(seed: UInt64) throws {
        let match = RecordedMatch(seed: seed, ticks: 60)
        let hash = try #require(match.hashes.last)
        #expect(match.verdict?.ranking.count == 3)
        let finding = verifier.verify(match.bytes)
        #expect(finding == .holds(ticks: 60, finalHash: hash, verdict: match.verdict))
    }

    @Test("a match without a tick holds")
    func empty() {
        let match = RecordedMatch(seed: 1, ticks: 0)
        #expect(verifier.verify(match.bytes) == .holds(ticks: 0, finalHash: 0, verdict: nil))
    }

    @Test("a match that was never finished is incomplete and holds to its last whole chunk")
    func unfinished() {
        let match = RecordedMatch(seed: 2, ticks: 37, isFinished: false)
        #expect(verifier.verify(match.bytes) == .incomplete(ticks: 30))
    }

    @Test("a recording of another game or another schema is said to be one")
    func foreign() {
        let bytes = RecordedMatch(seed: 2, ticks: 12).bytes
        let other = ReplayVerifier(GamePlan<Other>()).verify(bytes)
        #expect(other == .otherGame("skirmish"))
        guard case .otherSchema = ReplayVerifier(GamePlan<Later>()).verify(bytes) else {
            Issue.record("the schema differs")
            return
        }
    }

    @Test("a reader of another game refuses the ticks, and a player with fewer seats never traps")
    func foreignTicks() throws {
        let bytes = RecordedMatch(seed: 2, ticks: 12).bytes
        var player = try ReplayPlayer(bytes, plan: GamePlan<Other>())
        #expect(throws: ReplayError.self) { try player.advance() }
    }

    @Test("a forged verdict is found")
    func forgedVerdict() {
        let match = RecordedMatch(seed: 5, ticks: 60)
        var forged = FileParts(match.bytes)
        let end = forged.chunks.count - 1
        forged.chunks[end].body[11] &+= 1
        guard case .verdictDiffers(let recorded, let computed) = verifier.verify(forged.bytes)
        else {
            Issue.record("the verdict differs")
            return
        }
        #expect(recorded != computed && computed == match.verdict)
    }

    @Test("a reason too long for the record is cut and still holds")
    func longReason() {
        let plan = GamePlan<Talker>()
        let header = ReplayHeader(plan, seed: 1, room: "A", match: 1, startMilliseconds: 0)
        var writer = ReplayWriter(header, plan: plan)
        var stepper = Stepper<Talker>(seed: 1)
        stepper.step(SeatChanges())
        let hash = stepper.simulation.stateHash(plan.world)
        writer.record(stepper, SeatChanges(), stateHash: hash)
        writer.finish(verdict: stepper.verdict)
        var bytes: [UInt8] = []
        writer.takeBytes(into: &bytes)
        guard case .holds(1, hash, let verdict?) = ReplayVerifier(plan).verify(bytes) else {
            Issue.record("it holds")
            return
        }
        #expect(verdict.reason.utf8.count == 1_023)
    }
}
