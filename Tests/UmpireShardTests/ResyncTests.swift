import Testing
import UmpireBasics
import UmpireProtocol
import UmpireRoom
import UmpireState
@testable import UmpireShard

@Suite("A client that lost the state")
struct ResyncTests {
    let pier = Pier()

    private func ask(
        _ id: ConnectionID, tick: UInt32 = 5, _ reason: ResyncRequest.Reason = .hash
    ) {
        pier.forgetTexts(of: id)
        let hash: UInt32? = reason == .hash ? 77 : nil
        pier.say(id, .resync(ResyncRequest(tick: Tick(tick), viewHash: hash, reason: reason)))
    }

    private func ages(_ id: ConnectionID, last count: Int) -> [UInt8] {
        pier[id].frames.suffix(count).map(\.age)
    }

    @Test("is given a keyframe next, a player as well as a spectator, and nobody else is")
    func keyframe() throws {
        let player = pier.board(1)
        let other = pier.board(2)
        let watching = pier.greet(3)
        pier.say(watching, .spectate(room: try #require(pier[player].room)))
        pier.advance(ticks: 30)
        for id in [player, watching] {
            ask(id)
            pier.advance(ticks: 3)
            #expect(ages(id, last: 4) == [1, 0, 1, 1])
            #expect(ages(other, last: 3) == [1, 1, 1])
            #expect(pier[id].last("refused") == nil && pier[id].closeCode == nil)
            #expect(try pier.requireMirrors() == 3)
        }
    }

    @Test("whose connection is slow is given one when it reads again, and one alone")
    func blocked() throws {
        let id = pier.board(1)
        pier.advance(ticks: 30)
        pier.shard.block(id)
        ask(id)
        pier.advance(ticks: 5)
        #expect(pier[id].frames.count == 30)
        pier.shard.drain(id)
        pier.advance(ticks: 3)
        #expect(ages(id, last: 3) == [0, 1, 1])
    }

    @Test("may ask three times at once and once a second; more is refused with a code of its own")
    func bound() throws {
        let id = pier.board(1)
        pier.advance(ticks: 10)
        for _ in 0..<Limits.resyncBurst {
            ask(id)
            #expect(pier[id].last("refused") == nil)
            pier.advance(ticks: 1)
            #expect(pier[id].frames.last?.age == 0)
        }
        ask(id)
        let refused = try #require(pier[id].last("refused"))
        #expect(refused.contains("\"of\":\"resync\",\"code\":\"tooManyResyncs\""))
        pier.advance(ticks: 1)
        #expect(pier[id].frames.last?.age == 1)
        #expect(pier.shard.counters.refusals == [.tooManyResyncs: 1])
        #expect(pier.shard.counters.resyncs == [.hash: 3])
        pier.advance(milliseconds: 1_000)
        ask(id)
        #expect(pier[id].last("refused") == nil)
        #expect(pier[id].closeCode == nil)
    }

    @Test("and asks without end is closed like all who are refused too often")
    func flood() {
        let id = pier.board(1)
        pier.advance(ticks: 10)
        for _ in 0..<(Limits.resyncBurst + Limits.refusals) { ask(id) }
        #expect(pier[id].closeCode == .invalidInput)
        #expect(pier.shard.resyncCases.total == Limits.resyncBurst)
    }

    @Test("is refused where there is no state to lose")
    func outside() throws {
        let fresh = pier.open(1)
        ask(fresh)
        #expect(pier[fresh].last("refused")?.contains("wrongPhase") == true)
        let greeted = pier.greet(2)
        ask(greeted)
        #expect(pier[greeted].last("refused")?.contains("wrongPhase") == true)
        let left = pier.board(3)
        pier.advance(ticks: 3)
        pier.say(left, .leave)
        ask(left)
        #expect(pier[left].last("refused")?.contains("wrongPhase") == true)
        #expect(pier.shard.counters.resyncs.isEmpty && pier.shard.resyncCases.list.isEmpty)
    }

    @Test("is a case that is kept with all that is known of it, by reason")
    func cases() throws {
        let player = pier.board(1)
        let watching = pier.greet(2)
        let code = try #require(pier[player].room)
        pier.say(watching, .spectate(room: code))
        pier.advance(ticks: 30)
        let room = try #require(pier.shard.rooms.first)
        let held = room.tick.rawValue
        ask(player, tick: held)
        ask(watching, tick: held, .decode)
        ask(watching, tick: .max, .baseline)
        #expect(pier.shard.counters.resyncs == [.hash: 1, .decode: 1, .baseline: 1])
        let list = pier.shard.resyncCases.list
        #expect(list.map(\.request.tick.rawValue) == [held, held, .max])
        #expect(list.map(\.player) == [pier[player].player, nil, nil])
        #expect(list.map(\.connection) == [player, watching, watching])
        #expect(list[0].request == ResyncRequest(tick: Tick(held), viewHash: 77, reason: .hash))
        // What each of them should hold; they see different things.
        let hashes = [player, watching].map { pier[$0].mirror.viewHash }
        #expect(list.map(\.serverHash) == [hashes[0], hashes[1], nil])
        #expect(hashes[0] != hashes[1])
        #expect(list.allSatisfy { $0.code == code && $0.room == room.settings.id })
        #expect(list.allSatisfy { $0.roomTick == room.tick && $0.match == room.matches })
        #expect(pier.shard.summary.resyncCases == list)
    }

    @Test("is forgotten for newer ones, so that the list is bounded")
    func bounded() {
        let id = pier.board(1)
        for number in 1...20 as ClosedRange<UInt32> {
            pier.advance(milliseconds: 1_000)
            ask(id, tick: number)
        }
        let cases = pier.shard.resyncCases
        let kept = UInt32(Limits.resyncCases)
        #expect(cases.list.map(\.request.tick.rawValue) == Array((21 - kept)...20))
        #expect(cases.total == 20)
        #expect(cases.since(18).map(\.request.tick.rawValue) == [19, 20])
        #expect(cases.since(3).count == Limits.resyncCases && cases.since(20).isEmpty)
    }

    @Test("has an allowance that is a token bucket", arguments: 1...6 as ClosedRange<UInt64>)
    func allowance(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        var now = Instant(nanoseconds: seed << 40)
        let rate = TokenRate(rate: Limits.resyncsPerSecond, burst: Limits.resyncBurst)
        var credit = TokenCredit(full: rate, now: now)
        var allowance = ResyncAllowance()
        var taken = 0
        for step in 0..<2_000 {
            let isTaken = allowance.take(at: now)
            #expect(isTaken == credit.take(rate, now: now), "seed \(seed), step \(step)")
            taken += isTaken ? 1 : 0
            let most = random.chance(0.1) ? 6_000 : 900
            now = now.advanced(byMilliseconds: UInt64(random.int(in: 0...most)))
        }
        #expect(taken > 200 && taken < 2_000)
    }
}
