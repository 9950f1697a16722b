import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireRoom
import UmpireState
@testable import UmpireShard

@Suite("Coming back to a shard")
struct ReturningTests {
    let pier = Pier()

    private func seat(_ id: ConnectionID) -> Int {
        pier[id].player.map { Int($0.rawValue) } ?? -1
    }

    @Test("gives the same seat, a new token and a keyframe")
    func comeBack() throws {
        let id = pier.board(1)
        pier.advance(ticks: 30)
        let token = try #require(pier[id].token)
        let player = pier[id].player
        pier.cut(id)
        pier.advance(ticks: 5)
        let again = pier.greet(2, resume: token)
        #expect(pier[again].player == player)
        #expect(pier[again].last("seated")?.contains("\"returned\":true") == true)
        #expect(pier[again].token != token)
        #expect(pier[again].last("welcome") != nil)
        pier.advance(ticks: 3)
        #expect(pier[again].frames.first?.age == 0)
        #expect(pier[again].frames.count == 3)
        try pier.requireNoFault()
    }

    @Test("works at the last tick before the grace ends, and not one tick after")
    func grace() throws {
        for late in [0, 1] {
            let pier = Pier()
            let id = pier.board(1)
            pier.advance(ticks: 30)
            let token = try #require(pier[id].token)
            pier.cut(id)
            pier.advance(ticks: Harbour.info.graceTicks - 1 + late)
            let again = pier.greet(2, resume: token)
            #expect((pier[again].last("seated") != nil) == (late == 0))
            #expect(pier[again].closeCode == (late == 0 ? nil : .forbidden))
            #expect(pier.shard.sessionCount == 1 - late)
        }
    }

    @Test("changes the token each time, and every old one is dead")
    func tokens() throws {
        var id = pier.board(1)
        var old: [String] = []
        for number in 2...6 as ClosedRange<UInt32> {
            let token = try #require(pier[id].token)
            #expect(!old.contains(token))
            old.append(token)
            pier.cut(id)
            id = pier.greet(number, resume: token)
        }
        pier.input(id, sequence: 1)
        for (index, token) in old.enumerated() {
            let thief = pier.greet(UInt32(20 + index), resume: token)
            #expect(pier[thief].closeCode == .forbidden)
            #expect(pier[thief].texts.isEmpty)
        }
        #expect(pier[id].closeCode == nil, "the rightful owner pays nothing")
    }

    @Test("is possible with the same token until an input shows that the new one arrived")
    func lostAnswer() throws {
        let one = pier.board(1)
        let token = try #require(pier[one].token)
        let player = try #require(pier[one].player)
        pier.cut(one)
        // Two answers are lost on their way.
        pier.cut(pier.greet(2, resume: token))
        pier.cut(pier.greet(3, resume: token))
        let unheard = pier.greet(4, resume: token)
        #expect(pier[unheard].player == player)
        let newest = try #require(pier[unheard].token)
        pier.cut(unheard)
        let two = pier.greet(5, resume: newest)
        #expect(pier[two].player == player)
        try pier.shard.checkInvariants()
        pier.input(two, sequence: 1)
        for (index, dead) in [token, newest].enumerated() {
            #expect(pier[pier.greet(UInt32(6 + index), resume: dead)].closeCode == .forbidden)
        }
        #expect(pier[two].closeCode == nil)
        #expect(pier.shard.sessionCount == 1)
    }

    @Test(
        "with a token that is no token is refused with 4403",
        arguments: [
            "", "x", String(repeating: "0", count: 32), String(repeating: "F", count: 32),
            String(repeating: "0", count: 64),
        ])
    func noToken(token: String) {
        _ = pier.board(1)
        let id = pier.greet(2, resume: token)
        #expect(pier[id].closeCode == .forbidden)
        #expect(pier[id].texts.isEmpty)
    }

    @Test("with a token that is cut short or changed is refused, and the owner still returns")
    func forged() throws {
        let id = pier.board(1)
        let token = try #require(pier[id].token)
        pier.cut(id)
        var forged = [String(token.dropLast()), token + "0", token.uppercased() + " "]
        for index in 0..<32 {
            var digits = Array(token)
            digits[index] = digits[index] == "0" ? "1" : "0"
            forged.append(String(digits))
        }
        for (number, text) in forged.enumerated() {
            let thief = pier.greet(UInt32(10 + number), resume: text)
            #expect(pier[thief].closeCode == .forbidden)
        }
        let again = pier.greet(2, resume: token)
        #expect(pier[again].last("seated") != nil)
    }

    @Test("on a second connection takes the seat over, with 4409 for the first")
    func supersede() throws {
        let one = pier.board(1)
        let other = pier.board(2)
        pier.advance(ticks: 30)
        let two = pier.greet(3, resume: pier[one].token)
        #expect(pier[one].closeCode == .superseded)
        #expect(pier[two].player == pier[one].player)
        #expect(pier.shard.sessionCount == 2)
        let frames = pier[one].frames.count
        pier.advance(ticks: 5)
        #expect(pier[one].frames.count == frames)
        #expect(pier[two].frames.count == 5)
        #expect(pier[other].last("roster")?.contains("dropped") == false)
        try pier.requireNoFault()
    }

    @Test("is told to the others: dropped, then human again; a bot plays meanwhile")
    func others() throws {
        let one = pier.board(1)
        let two = pier.board(2)
        pier.advance(ticks: 30)
        let token = try #require(pier[one].token)
        pier.cut(one)
        pier.advance(ticks: 1)
        #expect(pier[two].last("roster")?.contains("\"state\":\"dropped\"") == true)
        let room = try #require(pier.shard.rooms.first)
        #expect(room.seats.playedByBots.contains(PlayerID(0)))
        let before = pier[two].mirror
        pier.advance(ticks: 10)
        let moved = before.tables[0].row(0)[before.tables[0].row(0).startIndex]
        let now = pier[two].mirror.tables[0].row(0)
        #expect(now[now.startIndex] != moved, "the bot sails the boat")
        _ = pier.greet(3, resume: token)
        pier.advance(ticks: 1)
        #expect(pier[two].last("roster")?.contains("\"state\":\"dropped\"") == false)
        #expect(!room.seats.playedByBots.contains(PlayerID(0)))
    }

    @Test("starts the sequence of inputs afresh")
    func sequence() throws {
        let one = pier.board(1)
        pier.advance(ticks: 30)
        pier.input(one, sequence: 9_000)
        pier.advance(ticks: 1)
        #expect(pier[one].frames.last?.ackSequence == 9_000)
        let token = try #require(pier[one].token)
        pier.cut(one)
        let two = pier.greet(2, resume: token)
        pier.advance(ticks: 1)
        #expect(pier[two].frames.last?.lead == -128)
        pier.input(two, sequence: 1)
        pier.advance(ticks: 1)
        #expect(pier[two].frames.last?.ackSequence == 1)
        #expect(pier[two].frames.last?.lead == 0)
    }

    @Test("after leaving is not possible: the token ended with the seat")
    func left() throws {
        let one = pier.board(1)
        let token = try #require(pier[one].token)
        pier.say(one, .leave)
        let two = pier.greet(2, resume: token)
        #expect(pier[two].closeCode == .forbidden)
    }

    @Test("keeps the name, and leaving afterwards leads to the lobby with it")
    func name() throws {
        let one = pier.board(1)
        let two = pier.greet(2, resume: pier[one].token)
        pier.say(two, .leave)
        pier.say(two, .quickMatch)
        #expect(pier[two].last("roster")?.contains("Sailor 1") == true)
    }

    @Test("works for one whose connection was blocked when it broke")
    func blocked() throws {
        let one = pier.board(1)
        pier.advance(ticks: 30)
        let token = try #require(pier[one].token)
        pier.shard.block(one)
        pier.advance(ticks: 3)
        pier.cut(one)
        pier.shard.drain(one)
        let two = pier.greet(1, resume: token)
        pier.advance(ticks: 3)
        #expect(pier[two].frames.count == 3)
        try pier.requireNoFault()
    }
}
