import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireRoom
import UmpireState
@testable import UmpireShard

@Suite("Snapshots of a shard")
struct SnapshotSharingTests {
    let pier = Pier(SlowHarbour.self)

    @Test("a blocked connection gets none, and then one newer delta against what it was sent last")
    func blocked() throws {
        let pier = Pier()
        let one = pier.board(1)
        let two = pier.board(2)
        pier.advance(ticks: 30)
        pier.shard.block(one)
        pier.advance(ticks: 9)
        #expect(pier[one].frames.count == 30)
        #expect(pier[two].frames.count == 39)
        pier.shard.drain(one)
        pier.advance(ticks: 2)
        #expect(pier[one].frames.suffix(2).map(\.age) == [10, 1])
        #expect(try pier.requireMirrors() == 2)
        #expect(pier[one].mirror.scalars == pier[two].mirror.scalars)
    }

    @Test("a connection that was blocked for too long gets a keyframe")
    func longBlocked() throws {
        for ticks in [Limits.baselines - 2, Limits.baselines - 1, Limits.baselines] {
            let pier = Pier()
            let id = pier.board(1)
            pier.advance(ticks: 30)
            pier.shard.block(id)
            pier.advance(ticks: ticks)
            pier.shard.drain(id)
            pier.advance(ticks: 1)
            let age = ticks + 1 < Limits.baselines ? ticks + 1 : 0
            #expect(pier[id].frames.last?.age == UInt8(age))
            #expect(try pier.requireMirrors() == 1)
        }
    }

    @Test("cues come once and in order, also to a client that missed ticks")
    func cues() throws {
        let pier = Pier()
        let one = pier.board(1)
        let two = pier.board(2)
        var random = GameRandom(seed: 77)
        pier.advance(ticks: 25)
        for _ in 0..<12 {
            pier.shard.block(one)
            pier.advance(ticks: random.int(in: 0...13))
            pier.shard.drain(one)
            pier.advance(ticks: random.int(in: 1...3))
        }
        let last = try #require(pier[two].cues.last)
        #expect(pier[two].cues == Array(0...last))
        #expect(pier[one].cues == Array(0...last))
        try pier.requireNoFault()
    }

    @Test("a client that comes in the middle gets no cues from before")
    func newcomer() throws {
        let pier = Pier()
        let one = pier.board(1)
        pier.advance(ticks: 60)
        let two = pier.board(2)
        pier.advance(ticks: 5)
        #expect(pier[two].cues == pier[one].cues.suffix(5))
    }

    @Test("one encoding is shared by all with the same view and baseline")
    func shared() throws {
        let pier = Pier()
        let one = pier.board(1)
        let code = try #require(pier[one].room)
        let watching = (2...5 as ClosedRange<UInt32>).map { pier.greet($0) }
        for id in watching { pier.say(id, .spectate(room: code)) }
        pier.advance(ticks: 30)
        func ranges() -> Set<Int> { Set(watching.compactMap { pier[$0].frames.last?.range.start }) }
        #expect(ranges().count == 1)
        pier.shard.block(watching[0])
        pier.advance(ticks: 3)
        pier.shard.drain(watching[0])
        pier.advance(ticks: 1)
        #expect(ranges().count == 2, "a baseline of its own needs an encoding of its own")
        #expect(pier[watching[0]].frames.last?.age == 4)
        pier.advance(ticks: 1)
        #expect(ranges().count == 2, "and so does a snapshot of its own before the baseline")
        pier.advance(ticks: 1)
        #expect(ranges().count == 1)
        #expect(!ranges().contains(try #require(pier[one].frames.last?.range.start)))
        #expect(try pier.requireMirrors() == 5)
    }

    @Test("come at the snapshot rate, and bring the cues of all ticks")
    func slow() throws {
        let id = pier.board(1)
        pier.advance(ticks: 120)
        #expect(pier[id].frames.count == 40)
        #expect(pier[id].frames.allSatisfy { $0.tick % 3 == 0 })
        #expect(pier[id].frames.dropFirst().allSatisfy { $0.age == 3 })
        let first = try #require(pier[id].cues.first)
        let last = try #require(pier[id].cues.last)
        #expect(pier[id].cues == Array(first...last))
        #expect(last - first >= 117)
        try pier.requireMirrors()
    }

    @Test("also come when every turn is late and makes several ticks at once")
    func overloaded() throws {
        for late in 2...3 {
            let pier = Pier(SlowHarbour.self)
            let id = pier.board(1)
            pier.advance(ticks: 1)
            for _ in 0..<60 {
                guard let due = pier.shard.nextWake else { break }
                let period = UInt64(1_000_000_000 / 30 + 1)
                pier.now = due.advanced(byNanoseconds: UInt64(late - 1) * period)
                pier.shard.wake(at: pier.now)
                pier.perform()
            }
            let ticks = try #require(pier.shard.rooms.first?.tick.rawValue)
            #expect(pier[id].frames.count >= Int(ticks) / 3 - 2, "\(ticks) ticks")
            let first = try #require(pier[id].cues.first)
            #expect(pier[id].cues == Array(first...(pier[id].cues.last ?? 0)))
            try pier.requireMirrors()
        }
    }

    @Test("hold what is the owner's or the team's for nobody else")
    func audience() throws {
        let pier = Pier()
        let ids = (1...3 as ClosedRange<UInt32>).map { pier.board($0) }
        let watching = pier.greet(4)
        pier.say(watching, .spectate(room: try #require(pier[ids[0]].room)))
        let plan = pier.game.description.world.tables[0].plan
        #expect(!pier.game.description.json.contains("luck"))
        let cargo = try #require(plan.fields.firstIndex { $0.name == "cargo" })
        let course = try #require(plan.fields.firstIndex { $0.name == "course" })
        pier.advance(ticks: 22)
        for _ in 0..<60 {
            pier.advance(ticks: 1)
            for id in ids + [watching] {
                let mine = pier[id].player?.rawValue
                let rows = pier[id].mirror.tables[0]
                for (index, number) in rows.ids.enumerated() {
                    let row = Array(rows.row(index))
                    let isMine = mine.map { UInt16($0) == number } ?? false
                    let isOurs = mine.map { UInt16($0 % 2) == number % 2 } ?? false
                    if (row[cargo] != 0) != isMine || (row[course] != 0) != isOurs {
                        Issue.record("\(id) sees \(row) of boat \(number)")
                    }
                }
            }
        }
        #expect(try pier.requireMirrors() == 4)
    }

    @Test("acknowledge the newest input that was applied, and how early it came")
    func acknowledge() throws {
        let pier = Pier()
        let id = pier.board(1)
        pier.advance(ticks: 25)
        let next = try #require(pier.shard.rooms.first?.tick.next)
        #expect(pier[id].frames.last?.lead == -128)
        pier.input(id, sequence: 40, tick: Tick(next.rawValue + 2))
        pier.advance(ticks: 2)
        #expect(pier[id].frames.last?.lead == -128)
        pier.advance(ticks: 1)
        #expect(pier[id].frames.last?.ackSequence == 40)
        #expect(pier[id].frames.last?.lead == 2)
        pier.input(id, sequence: 41, tick: next)
        pier.advance(ticks: 1)
        #expect(pier[id].frames.last?.ackSequence == 41)
        #expect(pier[id].frames.last?.lead == -3)
        pier.input(id, sequence: 42, tick: Tick(.max))
        pier.advance(ticks: 1)
        #expect(pier[id].frames.last?.ackSequence == 41, "too early")
        #expect(pier[id].closeCode == nil)
    }
}
