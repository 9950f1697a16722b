import Testing
import UmpireBasics
import UmpireProtocol
import UmpireRoom
@testable import UmpireShard

@Suite("Lateness of ticks")
struct LatenessTests {
    let machine = SlowMachine {
        $0.hasStandingRoom = false
        $0.maxRooms = 100
        $0.maxConnections = 100
    }

    @Test("is nothing in virtual time, however often rooms tick")
    func none() throws {
        let (_, room) = try machine.createRoom(1)
        machine.run(milliseconds: 10_000)
        #expect(machine.pier.shard.lateness.total == 200)
        #expect(machine.pier.shard.lateness.maxNanoseconds == 0)
        let report = try machine.report(room)
        #expect(
            report
                == RoomReport(
                    code: room.settings.code, members: 1, costNanoseconds: 0,
                    worstLatenessNanoseconds: 0, lateTicks: 0, overruns: 0))
    }

    @Test("of a room that waits behind another at the same place is the other's step")
    func behind() throws {
        let places = UInt32(RoomClock.phases)
        let rooms = try (1...(places + 1)).map { try machine.createRoom($0).room }
        // The first and the last share a place.
        #expect(rooms.first?.clock.due == rooms.last?.clock.due)
        machine.slow(rooms[0], microseconds: 3_000)
        machine.run(milliseconds: 1_000)
        let first = try machine.report(rooms[0])
        let last = try machine.report(#require(rooms.last))
        #expect(first.worstLatenessNanoseconds == 0)
        #expect(first.costNanoseconds == 3_000_000)
        #expect(last.worstLatenessNanoseconds == 3_000_000)
        #expect(last.costNanoseconds == 0)
        #expect(last.lateTicks == 20)
        let shard = machine.pier.shard
        #expect(shard.counters.lateTicks == 20)
        #expect(shard.counters.overruns == 0)
        #expect(shard.summary.lateness.maxNanoseconds == 3_000_000)
        #expect(shard.summary.lateness.count(above: Limits.lateTickNanoseconds) == 20)
    }

    @Test("of a whole turn is noted for each room, and an overrun when it is a period")
    func lateTurn() throws {
        let (_, room) = try machine.createRoom(1)
        machine.run(milliseconds: 1_000)
        let due = try #require(machine.pier.shard.nextWake)
        machine.pier.now = due.advanced(byMilliseconds: 120)
        let ticks = machine.pier.shard.counters.ticks
        machine.wake()
        // Three ticks are due by then, 120, 70 and 20 ms ago.
        #expect(machine.pier.shard.counters.ticks - ticks == 3)
        #expect(machine.pier.shard.counters.lateTicks == 3)
        #expect(try machine.report(room).worstLatenessNanoseconds == 120_000_000)
        #expect(try machine.report(room).overruns == 1)
        #expect(machine.pier.shard.counters.overruns == 1)
    }

    @Test("is kept small: few rooms lie far apart")
    func apart() throws {
        let rooms = try (1...4).map { try machine.createRoom($0).room }
        let dues = rooms.map { $0.clock.due.nanoseconds % 50_000_000 }.sorted()
        for (one, next) in zip(dues, dues.dropFirst()) { #expect(next - one >= 6_250_000) }
    }

    @Test("is kept small: rooms open where the steps take the least time")
    func placement() throws {
        let count = UInt32(RoomClock.phases)
        let rooms = try (1...count).map { try machine.createRoom($0).room }
        let places = Set(rooms.map { $0.clock.due.nanoseconds % 50_000_000 })
        #expect(places.count == count, "with nothing measured, where the fewest rooms are")
        // The fourth room is by far the cheapest.
        for (number, room) in rooms.enumerated() {
            machine.slow(room, microseconds: number == 3 ? 10 : 1_000)
        }
        machine.run(milliseconds: 1_000)
        let next = try machine.createRoom(count + 1).room
        let place = next.clock.due.nanoseconds % 50_000_000
        #expect(place == rooms[3].clock.due.nanoseconds % 50_000_000)
        // The new ones count as of average cost at once, before their first steps.
        let more = try (2...3).map { try machine.createRoom(count + $0).room.clock.due }
        #expect(more.map { $0.nanoseconds % 50_000_000 == place } == [true, false])
    }

    @Test("makes no room starve: those that have been due the longest come first")
    func order() throws {
        let rooms = try (1...4).map { try machine.createRoom($0).room }
        machine.run(milliseconds: 1_000)
        let dues = rooms.map(\.clock.due)
        let first = try #require(dues.min())
        for room in rooms { machine.slow(room, microseconds: 1_000) }
        machine.pier.now = first.advanced(byMilliseconds: 40)
        machine.wake()
        // In order of their dues, a millisecond apart.
        for (place, index) in rooms.indices.sorted(by: { dues[$0] < dues[$1] }).enumerated() {
            let begin = first.advanced(byMilliseconds: 40 + UInt64(place))
            let late = UInt64(begin.nanoseconds(since: dues[index]))
            #expect(try machine.report(rooms[index]).worstLatenessNanoseconds == late)
        }
    }
}
