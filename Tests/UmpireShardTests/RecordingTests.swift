import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireReplay
import UmpireRoom
@testable import UmpireShard

@Suite("Recordings of a shard")
struct RecordingTests {
    let pier = Pier { $0.isRecording = true }

    private func verify(_ match: UInt32) -> ReplayFinding? {
        let id = RecordingID(room: RoomID(1), match: match)
        return pier.recordings[id].map { ReplayVerifier(GamePlan(Harbour.self)).verify($0) }
    }

    @Test("of whole matches, with drops, returns and inputs, are found to hold")
    func wholeMatches() throws {
        var one = pier.board(1)
        let two = pier.board(2)
        for round in 0..<600 as Range<UInt32> {
            pier.oneTick()
            pier.input(two, sequence: UInt16(round), row: UInt8(round % 8))
            if round % 50 == 49 {
                let token = pier[one].token
                pier.cut(one)
                pier.advance(ticks: 3)
                one = pier.greet(100 + round, resume: token)
            }
        }
        #expect(pier.endedRecordings.count >= 2)
        for match in 1...2 as ClosedRange<UInt32> {
            guard case .holds(let ticks, _, let verdict) = verify(match) else {
                Issue.record("match \(match): \(String(describing: verify(match)))")
                continue
            }
            #expect(ticks == 200)
            #expect(verdict?.reason == "the tide is out")
        }
        try pier.requireMirrors()
    }

    @Test("of a match that is broken off have an end without a verdict")
    func brokenOff() throws {
        _ = pier.board(1)
        pier.advance(ticks: 20 + 57)
        pier.shard.stop(.restart)
        pier.perform()
        guard case .holds(let ticks, _, let verdict) = verify(1) else {
            Issue.record("\(String(describing: verify(1)))")
            return
        }
        #expect(ticks == 57)
        #expect(verdict == nil)
    }

    @Test("of a room that everybody left are ended")
    func left() throws {
        let id = pier.greet(1)
        pier.say(id, .create(isPrivate: true, seats: 2))
        pier.advance(ticks: 60)
        pier.say(id, .leave)
        pier.advance(milliseconds: 11_000)
        #expect(pier.endedRecordings.contains(RecordingID(room: RoomID(2), match: 1)))
    }

    @Test("are none of a match that never began")
    func countdown() {
        _ = pier.board(1)
        pier.advance(ticks: 10)
        pier.shard.stop(.restart)
        pier.perform()
        #expect(pier.recordings.isEmpty)
        #expect(pier.endedRecordings.isEmpty)
    }

    @Test("go out about once a second")
    func perSecond() {
        _ = pier.board(1)
        var chunks = 0
        for _ in 0..<200 {
            guard let due = pier.shard.nextWake else { break }
            pier.shard.wake(at: due)
            for case .record in pier.shard.effects.list { chunks += 1 }
            pier.shard.effects.removeAll()
        }
        #expect((9...11).contains(chunks))
    }
}
