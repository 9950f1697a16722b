import UmpireBasics
import UmpireProtocol
import UmpireRoom
@testable import UmpireShard

/// A pier whose rooms take time: virtual time passes while they step.
final class SlowMachine {
    private struct SlowRoom {
        let room: Room
        let cost: (Tick) -> UInt64
        var tick: Tick
    }

    let pier: Pier
    private var slow: [SlowRoom] = []

    init(_ configure: (inout ShardConfiguration) -> Void = { _ in }) {
        pier = Pier { configure(&$0) }
    }

    /// Lets the steps of a room take so many microseconds, by its tick.
    func slow(_ room: Room, microseconds: @escaping (Tick) -> UInt64) {
        slow.append(SlowRoom(room: room, cost: microseconds, tick: room.tick))
    }

    func slow(_ room: Room, microseconds: UInt64) { slow(room) { _ in microseconds } }

    /// Opens a private room of one person.
    func createRoom(_ number: UInt32) throws -> (host: ConnectionID, room: Room) {
        let id = pier.greet(number)
        pier.say(id, .create(isPrivate: true, seats: nil))
        guard let room = pier.shard.rooms.last, pier[id].room == room.settings.code else {
            throw Pier.Broken(description: "no room was created")
        }
        return (id, room)
    }

    func wake() {
        var time = pier.now
        pier.shard.wake(at: time) {
            for index in slow.indices where slow[index].room.tick != slow[index].tick {
                slow[index].tick = slow[index].room.tick
                time = time.advanced(byNanoseconds: slow[index].cost(slow[index].tick) * 1_000)
            }
            return time
        }
        pier.now = time
        pier.perform()
    }

    func run(milliseconds: UInt64) {
        let end = pier.now.advanced(byMilliseconds: milliseconds)
        while let due = pier.shard.nextWake, max(due, pier.now) <= end {
            pier.now = max(pier.now, due)
            wake()
        }
        pier.now = max(pier.now, end)
    }

    func report(_ room: Room) throws -> RoomReport {
        let report = pier.shard.roomReports.first { $0.code == room.settings.code }
        guard let report else { throw Pier.Broken(description: "the room is gone") }
        return report
    }
}
