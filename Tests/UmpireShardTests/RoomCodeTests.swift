import Testing
import UmpireBasics
import UmpireProtocol
@testable import UmpireShard

@Suite("Whoever guesses room codes")
struct RoomCodeTests {
    let pier = Pier()

    private func absent(_ code: String) -> String { code == "AAAAA" ? "BBBBB" : "AAAAA" }

    @Test("is reported at each wrong one, to join and to watch, and gets the same answer each time")
    func wrongCodes() throws {
        let id = pier.greet(1)
        for (number, code) in ["AAAAA", "", "no code", "🦑"].enumerated() {
            pier.say(id, number % 2 == 0 ? .join(room: code) : .spectate(room: code))
            #expect(pier.wrongCodes == [id: number + 1])
        }
        let answers = Set(
            pier[id].texts.filter { $0.contains("refused") }
                .map { $0.split(separator: "\"code\"").last })
        #expect(answers.count == 1)
    }

    @Test("is reported behind the answer and before the goodbye of too many refusals")
    func order() throws {
        let id = pier.greet(1)
        for _ in 1..<Limits.refusals { pier.say(id, .join(room: "AAAAA")) }
        var bytes: [UInt8] = []
        ClientMessage.join(room: "AAAAA").write(into: &bytes)
        pier.shard.receive(text: bytes.span, from: id, at: pier.now)
        let list = pier.shard.effects.list
        #expect(list.count == 3)
        guard case .text = list.first else {
            Issue.record("\(list)")
            return
        }
        #expect(list.dropFirst() == [.wrongCode(id), .close(id, .invalidInput)])
    }

    @Test("is not reported where the code is right, and enters with it")
    func rightCodes() throws {
        let host = pier.greet(1)
        pier.say(host, .create(isPrivate: true, seats: 2))
        let code = try #require(pier[host].room)
        let (guest, watching) = (pier.greet(2), pier.greet(3))
        pier.say(guest, .join(room: code))
        #expect(pier[guest].last("seated") != nil)
        pier.say(watching, .spectate(room: code))
        #expect(pier[watching].last("seated") != nil)
        #expect(pier.wrongCodes.isEmpty)
    }

    @Test("is told the same of a private room that is full and of one that is not there")
    func fullRooms() throws {
        let host = pier.greet(1)
        pier.say(host, .create(isPrivate: true, seats: 2))
        let code = try #require(pier[host].room)
        let guest = pier.greet(2)
        pier.say(guest, .join(room: code))
        let late = pier.greet(3)
        pier.say(late, .join(room: code))
        let full = pier[late].last("refused")
        pier.say(late, .join(room: absent(code)))
        #expect(full?.contains("noSuchRoom") == true)
        #expect(pier[late].last("refused") == full)
        #expect(pier.wrongCodes == [late: 2])
    }

    @Test("learns nothing before hello or in a room, whether a code is right or wrong")
    func wrongPhase() throws {
        let host = pier.greet(1)
        pier.say(host, .create(isPrivate: true, seats: nil))
        let code = try #require(pier[host].room)
        let fresh = pier.open(2)
        let seated = pier.board(3)
        for id in [fresh, seated] {
            let answers = [code, absent(code)].map { code in
                pier.forgetTexts(of: id)
                pier.say(id, .join(room: code))
                return pier[id].last("refused")
            }
            #expect(answers[0]?.contains("wrongPhase") == true)
            #expect(answers[0] == answers[1])
        }
        #expect(pier.wrongCodes.isEmpty)
    }
}
