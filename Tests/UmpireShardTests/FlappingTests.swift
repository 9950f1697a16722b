import Testing
import UmpireBasics
import UmpireProtocol
@testable import UmpireShard

@Suite("A player who returns again and again")
struct FlappingTests {
    let pier = Pier { $0.maxConnections = 500 }

    @Test("twenty times a second is told 4429 by and by, and has one live connection at all times")
    func flapping() throws {
        var seated = pier.board(1)
        let other = pier.board(2)
        pier.advance(ticks: 30)
        var token = try #require(pier[seated].token)
        var returns = 0
        for number in 10..<210 as Range<UInt32> {
            pier.advance(milliseconds: 50)
            let newcomer = pier.greet(number, resume: token)
            if pier[newcomer].closeCode == nil {
                #expect(pier[seated].closeCode == .superseded)
                seated = newcomer
                token = try #require(pier[newcomer].token)
                returns += 1
            } else {
                #expect(pier[newcomer].closeCode == .tooManyMessages)
                #expect(pier[newcomer].texts.isEmpty)
            }
            #expect(pier[seated].closeCode == nil, "who has the seat keeps it")
            #expect(pier.shard.connectionCount == 2)
            try pier.shard.checkInvariants()
        }
        let allowed = Limits.returnBurst + 10 * Limits.returnsPerSecond
        #expect((allowed - 2...allowed).contains(returns))
        #expect(pier[other].closeCode == nil)
        try pier.requireMirrors()
    }

    @Test("keeps the token when refused, and comes back with it a moment later")
    func token() throws {
        var id = pier.board(1)
        for number in 2..<12 as Range<UInt32> { id = pier.greet(number, resume: pier[id].token) }
        let token = try #require(pier[id].token)
        pier.cut(id)
        #expect(pier[pier.greet(20, resume: token)].closeCode == .tooManyMessages)
        pier.advance(milliseconds: 1_000 / UInt64(Limits.returnsPerSecond))
        let again = pier.greet(21, resume: token)
        #expect(pier[again].last("seated")?.contains("\"returned\":true") == true)
    }

    @Test("costs nobody else a return, not even in the same room")
    func others() throws {
        var id = pier.board(1)
        let other = pier.board(2)
        for number in 3..<13 as Range<UInt32> { id = pier.greet(number, resume: pier[id].token) }
        #expect(pier[pier.greet(20, resume: pier[id].token)].closeCode == .tooManyMessages)
        let again = pier.greet(21, resume: pier[other].token)
        #expect(pier[again].last("seated") != nil)
    }
}
