import Testing
import UmpireBasics
import UmpireProtocol
import UmpireRoom
@testable import UmpireShard

@Suite("A room that takes too long")
struct QuarantineTests {
    let machine = SlowMachine { $0.hasStandingRoom = false }
    private var pier: Pier { machine.pier }

    @Test("is ended after three steps, and the others tick on time again")
    func quarantine() throws {
        let machine = SlowMachine {
            $0.isRecording = true
            $0.hasStandingRoom = false
        }
        let pier = machine.pier
        let (host, room) = try machine.createRoom(1)
        let guest = pier.greet(2)
        pier.say(guest, .join(room: room.settings.code))
        let watching = pier.greet(3)
        pier.say(watching, .spectate(room: room.settings.code))
        let (other, quick) = try machine.createRoom(4)
        let dropped = pier.greet(5)
        pier.say(dropped, .join(room: room.settings.code))
        machine.run(milliseconds: 2_000)
        let token = try #require(pier[dropped].token)
        pier.cut(dropped)
        let begun = room.tick
        machine.slow(room, microseconds: 80_000)
        machine.run(milliseconds: 1_000)
        #expect(room.tick.distance(since: begun) == 3)
        for id in [host, guest, watching] { #expect(pier[id].closeCode == .quarantined) }
        #expect(pier[other].closeCode == nil)
        #expect(pier.shard.rooms.map(\.settings.id) == [quick.settings.id])
        #expect(pier.shard.counters.quarantined == 1)
        #expect(pier.shard.counters.closes[.quarantined] == 3)
        #expect(pier.shard.sessionCount == 1)
        #expect(pier.endedRecordings == [RecordingID(room: room.settings.id, match: 1)])
        // Nobody comes back to it, neither by token nor by code.
        #expect(pier[pier.greet(6, resume: token)].closeCode == .forbidden)
        let late = pier.greet(7)
        pier.say(late, .join(room: room.settings.code))
        #expect(pier[late].last("refused")?.contains("noSuchRoom") == true)
        let lateTicks = pier.shard.counters.lateTicks
        let ticks = quick.tick
        machine.run(milliseconds: 10_000)
        #expect(pier.shard.counters.lateTicks == lateTicks)
        #expect(quick.tick.distance(since: ticks) == 200)
        try pier.shard.checkInvariants()
        try pier.requireMirrors()
    }

    @Test("is not ended while nobody else is there; it goes on slowly")
    func alone() throws {
        let (host, room) = try machine.createRoom(1)
        machine.slow(room, microseconds: 80_000)
        machine.run(milliseconds: 8_000)
        // Every second tick is forgiven: each step takes more than one period and less than two.
        #expect((95...101).contains(room.tick.distance(since: Tick(1))))
        #expect((55...65).contains(pier.shard.counters.forgivenTicks))
        #expect(pier[host].closeCode == nil)
        let (other, _) = try machine.createRoom(2)
        machine.run(milliseconds: 1_000)
        #expect(pier[host].closeCode == .quarantined)
        #expect(pier[other].closeCode == nil)
    }

    @Test("is not ended where the machine is to blame")
    func machineToBlame() throws {
        let machine = SlowMachine { $0.overrunsBeforeQuarantine = .max }
        let (host, room) = try machine.createRoom(1)
        _ = try machine.createRoom(2)
        machine.slow(room, microseconds: 80_000)
        machine.run(milliseconds: 2_000)
        #expect(machine.pier[host].closeCode == nil)
        #expect(machine.pier.shard.counters.quarantined == 0)
    }

    @Test("only now and then is not ended")
    func nowAndThen() throws {
        let (host, room) = try machine.createRoom(1)
        _ = try machine.createRoom(2)
        machine.slow(room) { $0.rawValue % 3 == 0 ? 1_000 : 80_000 }
        machine.run(milliseconds: 10_000)
        #expect(pier[host].closeCode == nil)
        #expect(pier.shard.counters.quarantined == 0)
        #expect(pier.shard.counters.overruns > 10)
    }

    @Test("though less than the period makes one step a turn, so that others wait for one alone")
    func oneStep() throws {
        let (_, room) = try machine.createRoom(1)
        let (_, other) = try machine.createRoom(2)
        machine.slow(room, microseconds: 20_000)
        machine.run(milliseconds: 1_000)
        let before = [room.tick, other.tick]
        let due = try #require(pier.shard.nextWake)
        pier.now = due.advanced(byMilliseconds: 170)
        machine.wake()
        #expect(room.tick.distance(since: before[0]) == 1)
        #expect(other.tick.distance(since: before[1]) == Limits.catchUpTicks)
        #expect(pier.shard.counters.quarantined == 0)
    }

    @Test("is ended without people in it as well, when people elsewhere wait for it")
    func standing() throws {
        let machine = SlowMachine()
        let standing = try #require(machine.pier.shard.rooms.first)
        machine.slow(standing, microseconds: 60_000)
        machine.run(milliseconds: 1_000)
        #expect(machine.pier.shard.rooms.count == 1)
        let (_, room) = try machine.createRoom(1)
        machine.run(milliseconds: 1_000)
        #expect(machine.pier.shard.rooms.map(\.settings.id) == [room.settings.id])
        let id = machine.pier.board(2)
        #expect(machine.pier[id].last("seated") != nil, "a quick match opens a room of its own")
    }
}
