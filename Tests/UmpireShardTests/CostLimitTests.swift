import Testing
import UmpireBasics
import UmpireProtocol
@testable import UmpireShard

@Suite("What clients can make a shard do")
struct CostLimitTests {
    let pier = Pier { $0.maxRooms = 100 }

    @Test("is a new list of matches four times a second at most, however many ask")
    func listing() throws {
        let one = pier.greet(1)
        let two = pier.greet(2)
        pier.say(one, .list)
        pier.say(one, .create(isPrivate: false, seats: nil))
        let code = try #require(pier[one].room)
        pier.advance(milliseconds: Limits.listingMilliseconds - 1)
        pier.say(two, .list)
        #expect(pier[two].last("matches") == pier[one].last("matches"))
        pier.advance(milliseconds: 1)
        pier.say(two, .list)
        #expect(pier[two].last("matches")?.contains(code) == true)
    }

    @Test("is some rooms at once and one a second; more are refused, and the connection stays")
    func creating() throws {
        let id = pier.greet(1)
        for number in 1...(Limits.roomsCreatedBurst + 2) {
            pier.forgetTexts(of: id)
            pier.say(id, .create(isPrivate: true, seats: nil))
            if number > Limits.roomsCreatedBurst {
                #expect(pier[id].last("refused")?.contains("tooManyRooms") == true)
            } else {
                #expect(pier[id].last("seated") != nil)
                pier.say(id, .leave)
            }
        }
        #expect(pier.shard.rooms.count == 1 + Limits.roomsCreatedBurst)
        #expect(pier[id].closeCode == nil)
        pier.advance(milliseconds: 1_000 / UInt64(Limits.roomsCreatedPerSecond))
        pier.say(id, .create(isPrivate: true, seats: nil))
        #expect(pier[id].last("seated") != nil)
    }

    @Test("fills no shard from one connection: what it left closes as fast as it creates")
    func filling() {
        let id = pier.greet(1)
        var most = 0
        for _ in 0..<40 {
            pier.say(id, .create(isPrivate: true, seats: nil))
            pier.say(id, .leave)
            pier.advance(milliseconds: 1_001)
            most = max(most, pier.shard.rooms.count)
        }
        #expect(most <= 1 + Limits.roomsCreatedBurst + Int(Limits.emptyRoomSeconds) + 1)
        #expect(pier[id].closeCode == nil)
    }

    @Test("is a hundred bytes for an idle connection")
    func idle() {
        #expect(MemoryLayout<Link?>.stride <= 100)
    }
}
