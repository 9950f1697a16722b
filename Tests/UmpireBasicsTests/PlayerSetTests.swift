import Testing
import UmpireBasics

@Suite("player set")
struct PlayerSetTests {
    @Test("it does what a set of numbers does, for each number alone and beside others")
    func model() {
        for base in [UInt64(0), 0x5555_5555_5555_5555, .max] {
            for number in UInt8(0)..<64 {
                var set = PlayerSet(bits: base)
                var model = Set((UInt8(0)..<64).filter { base >> UInt64($0) & 1 == 1 })
                set.insert(PlayerID(number))
                model.insert(number)
                #expect(set.map(\.rawValue) == model.sorted() && set.count == model.count)
                #expect(set.contains(PlayerID(number)))
                set.remove(PlayerID(number))
                model.remove(number)
                #expect(set.map(\.rawValue) == model.sorted() && set.isEmpty == model.isEmpty)
                #expect(!set.contains(PlayerID(number)))
            }
        }
    }

    @Test("a number that no player has is never in it")
    func strangers() {
        for number in UInt8(64)...255 {
            var set = PlayerSet()
            set.insert(PlayerID(number))
            #expect(set.isEmpty)
            set = PlayerSet(bits: .max)
            #expect(!set.contains(PlayerID(number)))
            set.remove(PlayerID(number))
            #expect(set.bits == .max)
        }
    }
}
