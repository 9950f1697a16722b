import Testing
import UmpireBasics

@Suite("state hasher")
struct StateHasherTests {
    private func hash(_ words: [UInt64], seed: UInt64 = 0) -> UInt64 {
        var hasher = StateHasher(seed: seed)
        for word in words { hasher.combine(word) }
        return hasher.value
    }

    @Test("the hashes are those computed elsewhere by the same rule")
    func golden() {
        #expect(hash([]) == 0xEA58_C21A_8CF7_C8E6)
        #expect(hash([0]) == 0x7B00_7947_C8D8_FCCA)
        #expect(hash([0, 1, .max, 0x0123_4567_89AB_CDEF]) == 0x93C6_8972_537B_2D45)
        #expect(hash([7], seed: 5) == 0x1DBF_8EDB_0EC5_AB22)
    }

    @Test("one changed bit, another order or another length is another hash")
    func differences() {
        var seen: Set<UInt64> = [hash([]), hash([0]), hash([0, 0])]
        for bit in UInt64(0)..<64 { seen.insert(hash([1 << bit])) }
        for bit in UInt64(0)..<64 { seen.insert(hash([1 << bit, 3])) }
        for bit in UInt64(0)..<64 { seen.insert(hash([3, 1 << bit])) }
        // [3, 3] cannot occur, as 3 has two bits: all words are different lists.
        #expect(seen.count == 3 + 3 * 64)
    }

    @Test("a hundred thousand small worlds have hashes of their own, in the low 32 bits almost too")
    func collisions() {
        var whole: Set<UInt64> = []
        var low: Set<UInt32> = []
        for x in UInt64(0)..<320 {
            for y in UInt64(0)..<320 {
                let value = hash([x, y])
                whole.insert(value)
                low.insert(UInt32(truncatingIfNeeded: value))
            }
        }
        #expect(whole.count == 102_400)
        #expect(low.count > 102_390)
    }

    @Test("what must hold and does not ends the process with its message")
    func requirement() async throws {
        let result = try await #require(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { require(1 + 1 == 3, "sums are right") }
        #expect(
            String(decoding: result.standardErrorContent, as: UTF8.self).contains("sums are right"))
    }
}
