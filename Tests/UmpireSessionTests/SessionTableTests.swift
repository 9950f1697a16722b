import Testing
import UmpireBasics
import UmpireSession

@Suite("A session table")
struct SessionTableTests {
    private var table = SessionTable()

    private mutating func begin(_ number: UInt64) -> SessionID {
        table.begin(
            name: "Kim", room: RoomID(1), player: PlayerID(UInt8(number)),
            connection: ConnectionID(UInt32(number)), token: ResumeToken(high: 7, low: number),
            at: .zero)
    }

    @Test("numbers sessions from one and says the next number beforehand")
    mutating func numbers() {
        #expect(table.nextID == SessionID(1))
        #expect(begin(1) == SessionID(1))
        #expect(table.nextID == SessionID(2))
        #expect(begin(2) == SessionID(2))
        #expect(table.count == 2)
    }

    @Test("finds a session by its token and keeps what it was begun with")
    mutating func findsByToken() {
        let id = begin(3)
        let session = table.session(with: ResumeToken(high: 7, low: 3))
        #expect(session?.id == id)
        #expect(session?.name == "Kim")
        #expect(session?.player == PlayerID(3))
        #expect(session?.connection == ConnectionID(3))
        #expect(table.session(with: ResumeToken(high: 3, low: 7)) == nil)
    }

    @Test("keeps a dropped session, whose token still works")
    mutating func drops() {
        let id = begin(1)
        table.drop(id)
        #expect(table[id] != nil)
        #expect(table[id]?.connection == nil)
        #expect(table.session(with: ResumeToken(high: 7, low: 1))?.id == id)
    }

    @Test("changes the token at each return; the old one works until the new one is confirmed")
    mutating func comesBack() {
        let id = begin(1)
        for round in 1...5 as ClosedRange<UInt64> {
            let old = ResumeToken(high: round == 1 ? 7 : 9, low: round == 1 ? 1 : round - 1)
            let new = ResumeToken(high: 9, low: round)
            table.comeBack(
                id, with: old, on: ConnectionID(UInt32(round + 10)), newToken: new)
            #expect(table.session(with: old)?.id == id)
            #expect(table.tokens == 2)
            if round % 2 == 0 {
                table.confirm(id)
                #expect(table.session(with: old) == nil)
                #expect(table.tokens == 1)
            }
            #expect(table.session(with: new)?.connection == ConnectionID(UInt32(round + 10)))
        }
        #expect(table.count == 1)
    }

    @Test("forgets an ended session and its token; ending it again does nothing")
    mutating func ends() {
        let id = begin(1)
        let other = begin(2)
        table.end(id)
        table.end(id)
        #expect(table[id] == nil)
        #expect(table.session(with: ResumeToken(high: 7, low: 1)) == nil)
        #expect(table[other] != nil)
        #expect(table.count == 1)
    }

    @Test("ignores what is said of sessions that are over")
    mutating func ignoresEnded() {
        let id = begin(1)
        table.end(id)
        table.drop(id)
        table.comeBack(
            id, with: ResumeToken(high: 7, low: 1), on: ConnectionID(5),
            newToken: ResumeToken(high: 1, low: 1))
        table.confirm(id)
        #expect(table.count == 0)
        #expect(table.session(with: ResumeToken(high: 1, low: 1)) == nil)
    }
}
