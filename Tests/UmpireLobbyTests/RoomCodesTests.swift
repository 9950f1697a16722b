import Testing
import UmpireBasics
import UmpireLobby

@Suite("Room codes")
struct RoomCodesTests {
    @Test("are five letters and digits that are hard to mistake for others")
    func alphabet() {
        var codes = RoomCodes()
        var random = GameRandom(seed: 5)
        var seen = Set<Character>()
        for number in 1...2_000 as ClosedRange<UInt32> {
            let code = codes.assign(RoomID(number)) { UInt64(random.word()) }
            #expect(code.utf8.count == 5)
            seen.formUnion(code)
        }
        #expect(seen.count == 32)
        #expect(seen.isDisjoint(with: "IO01abcdefghijklmnopqrstuvwxyz"))
    }

    @Test("find their room, until they are freed")
    func finds() {
        var codes = RoomCodes()
        let code = codes.assign(RoomID(7)) { 0x1234_5678 }
        #expect(codes[code] == RoomID(7))
        codes.remove(code)
        #expect(codes[code] == nil)
        #expect(codes.assign(RoomID(8)) { 0x1234_5678 } == code)
        #expect(codes[code] == RoomID(8))
    }

    @Test("are drawn again when another room has the code")
    func collides() {
        var codes = RoomCodes()
        var words: [UInt64] = [2, 1, 1, 1]
        let first = codes.assign(RoomID(1)) { words.removeLast() }
        let second = codes.assign(RoomID(2)) { words.removeLast() }
        #expect(words.isEmpty)
        #expect(first != second)
        #expect(codes[first] == RoomID(1))
        #expect(codes[second] == RoomID(2))
    }
}
