import Testing
import UmpireBasics

@Suite("game random")
struct GameRandomTests {
    private func words(_ random: GameRandom, _ count: Int) -> [UInt32] {
        var random = random
        return (0..<count).map { _ in random.word() }
    }

    @Test("the words are those of PCG-XSH-RR 64/32, computed elsewhere")
    func golden() {
        #expect(
            words(GameRandom(seed: 42), 6)
                == [
                    0xC2F5_7BD6, 0x6B07_C4A9, 0x72B7_B29B, 0x4421_5383, 0xF5AF_5EAD, 0x68BE_B632,
                ])
        #expect(words(GameRandom(seed: 0), 3) == [0xE823_A24E, 0x7A7E_CBD9, 0x89FD_6C06])
        #expect(words(GameRandom(seed: .max), 3) == [0xD931_3036, 0xCD4B_6992, 0x7B8E_C69E])
        #expect(
            words(GameRandom(seed: 42, stream: 7), 4)
                == [0x4EA5_9EA1, 0x43A4_3104, 0x61C4_A7F1, 0x8029_AD4B])
    }

    @Test("draws are the same in every build")
    func goldenDraws() {
        var random = GameRandom(seed: 7)
        var drawn = (0..<8).map { _ in random.int(in: -3...3) }
        drawn.append(random.int(in: 0...1_000_000))
        #expect(drawn == [-1, 3, -1, 3, -2, 0, -2, 0, 973_293])
        #expect(random.float(in: -2..<2).bitPattern == 1_071_316_004)
        var items = Array(0..<10)
        random.shuffle(&items)
        #expect(items == [6, 3, 4, 9, 7, 2, 8, 1, 0, 5])
        #expect(random.pick(["a", "b", "c", "d"]) == "b")
    }

    @Test("whole numbers stay in their range and come equally often")
    func integers() {
        var random = GameRandom(seed: 11)
        for width in 1...12 {
            var counts = [Int](repeating: 0, count: width)
            for _ in 0..<(width * 1_000) { counts[random.int(in: -5...(width - 6)) + 5] += 1 }
            #expect(counts.allSatisfy { (850...1_150).contains($0) }, "\(width): \(counts)")
        }
        for range in [
            Int.min...(Int.min + 4_294_967_295), (Int.max - 1)...Int.max, 0...4_294_967_295,
        ] {
            for _ in 0..<1_000 { #expect(range.contains(random.int(in: range))) }
        }
    }

    @Test("a range that does not divide 2^32 is drawn evenly, because words are drawn again")
    func rejection() {
        // Without rejection every third value would come twice as often as its neighbours.
        var random = GameRandom(seed: 15)
        var counts = [0, 0, 0]
        for _ in 0..<30_000 { counts[random.int(in: 0...3_221_225_471) % 3] += 1 }
        #expect(counts.allSatisfy { (9_600...10_400).contains($0) }, "\(counts)")
    }

    @Test("numbers stay below the upper bound, also where rounding would reach it")
    func floats() {
        var random = GameRandom(seed: 12)
        for range in [Float(0)..<1, 1..<1.0000001, -1e30..<1e30, 16_777_216..<16_777_218] {
            for _ in 0..<5_000 { #expect(range.contains(random.float(in: range))) }
        }
        let sum = (0..<10_000).reduce(Float(0)) { total, _ in total + random.float(in: 0..<1) }
        #expect((4_800...5_200).contains(sum))
        #expect(
            (-Float.greatestFiniteMagnitude..<(.infinity)).contains(
                random.float(in: -Float.greatestFiniteMagnitude..<Float.greatestFiniteMagnitude)))
    }

    @Test("chance 0 never happens, chance 1 always, NaN never")
    func chance() {
        var random = GameRandom(seed: 13)
        for _ in 0..<1_000 {
            let never = random.chance(0)
            let always = random.chance(1)
            let strange = random.chance(.nan)
            #expect(!never && always && !strange)
        }
    }

    @Test("a shuffle keeps the items, reaches every order, and nothing is picked from nothing")
    func shuffle() {
        var random = GameRandom(seed: 14)
        var orders: Set<[Int]> = []
        for _ in 0..<500 {
            var items = [1, 2, 3, 4]
            random.shuffle(&items)
            #expect(items.sorted() == [1, 2, 3, 4])
            orders.insert(items)
        }
        #expect(orders.count == 24)
        let nothing = random.pick([Int]())
        #expect(nothing == nil)
        var one = [1]
        random.shuffle(&one)
        #expect(one == [1])
    }

    @Test("streams and near seeds of one generator have nothing in common")
    func streams() {
        var seen: Set<UInt32> = []
        for stream in UInt64(0)..<64 {
            seen.formUnion(words(GameRandom(seed: 1, stream: stream), 8))
        }
        for seed in UInt64(0)..<64 { seen.formUnion(words(GameRandom(seed: 100 + seed), 8)) }
        #expect(seen.count > 1_020)
    }

    @Test("a range that spans more than 2^32 values is our own bug")
    func tooWide() async {
        await #expect(processExitsWith: .failure) {
            var random = GameRandom(seed: 1)
            _ = random.int(in: 0...4_294_967_296)
        }
        await #expect(processExitsWith: .failure) {
            var random = GameRandom(seed: 1)
            _ = random.int(in: Int.min...Int.max)
        }
    }
}
