import Testing
import UmpireBasics
import UmpireState

/// One property of each kind and size.
struct Sampler: Replicable {
    enum Mood: UInt8, CaseIterable { case calm, angry, asleep }

    var flag = false
    var tiny: Int8 = 0
    var small: Int16 = 0
    var wide: Int32 = 0
    var huge: Int64 = 0
    var byte: UInt8 = 0
    var short: UInt16 = 0
    var word: UInt32 = 0
    var long: UInt64 = 0
    var place: Float = 0
    var exact: Float = 0
    var heading: Float = 0
    var mood = Mood.calm
    var player = PlayerID(0)
    var entity = EntityID(0)

    static let schema = Schema<Sampler> {
        Field("flag", \.flag)
        Field("tiny", \.tiny, in: -100...(-3))
        Field("small", \.small)
        Field("wide", \.wide)
        Field("huge", \.huge, in: -5...4_294_967_290)
        Field("byte", \.byte, in: 7...7)
        Field("short", \.short, in: 10...1_000)
        Field("word", \.word)
        Field("long", \.long, in: 1_000_000_000_000...1_000_000_000_100)
        Field("place", \.place, in: -0.3...0.3, step: 0.1)
        Field("exact", \.exact)
        Field("heading", \.heading, turnBits: 8)
        Field("mood", \.mood)
        Field("player", \.player)
        Field("entity", \.entity)
    }
}

@Suite("fields")
struct FieldTests {
    private let replica = Replica<Sampler>()

    private func row(_ value: Sampler) -> [UInt32] {
        var words: [UInt32] = []
        replica.appendRow(of: value, to: &words)
        return words
    }

    private func back(_ value: Sampler) -> Sampler { replica.value(of: row(value)[...]) }

    @Test("each kind has as many bits as its range needs")
    func widths() {
        let widths = Dictionary(
            uniqueKeysWithValues: replica.plan.fields.map { ($0.name, $0.bits) })
        #expect(
            widths == [
                "flag": 1, "tiny": 7, "small": 16, "wide": 32, "huge": 32, "byte": 1, "short": 10,
                "word": 32, "long": 7, "place": 3, "exact": 32, "heading": 8, "mood": 2,
                "player": 6, "entity": 16,
            ])
        #expect(replica.plan.rawBits == 205 && replica.plan.width == 15)
    }

    @Test("whole numbers come back, and those outside the range are brought into it")
    func integers() {
        for value in Int8.min...Int8.max {
            #expect(back(Sampler(tiny: value)).tiny == min(max(value, -100), -3))
        }
        for value in [Int32.min, -1, 0, 1, .max] {
            #expect(back(Sampler(wide: value)).wide == value)
        }
        for value in [UInt32.min, 1, 0x8000_0000, .max] {
            #expect(back(Sampler(word: value)).word == value)
        }
        for value in [Int64.min, -6, -5, 0, 4_294_967_290, 4_294_967_291, .max] {
            #expect(back(Sampler(huge: value)).huge == min(max(value, -5), 4_294_967_290))
        }
        for value in [UInt64.min, 999_999_999_999, 1_000_000_000_050, 1 << 63, .max] {
            let bounded = min(max(value, 1_000_000_000_000), 1_000_000_000_100)
            #expect(back(Sampler(long: value)).long == bounded)
        }
        for value in UInt16.min...UInt16.max {
            #expect(back(Sampler(short: value)).short == min(max(value, 10), 1_000))
        }
        #expect(back(Sampler(byte: 200)).byte == 7 && row(Sampler(byte: 200))[5] == 0)
    }

    @Test("numbers come back within half a step, zero almost exactly, outside ones at the bound")
    func quantised() {
        for step in -30...30 {
            let value = Float(step) / 100
            #expect((back(Sampler(place: value)).place - value).magnitude <= 0.0500001)
        }
        #expect(back(Sampler(place: 0)).place.magnitude < 1e-9)
        #expect(back(Sampler(place: 9)).place == 0.3)
        #expect(back(Sampler(place: -.infinity)).place == -0.3)
        #expect(back(Sampler(place: .infinity)).place == 0.3)
        #expect(back(Sampler(place: .nan)).place == -0.3)
    }

    @Test("a value that was quantised once stays as it is", arguments: 1...200)
    func idempotent(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let value = Sampler(
            place: random.float(in: -1..<1), heading: random.float(in: -9..<9),
            mood: random.pick(Sampler.Mood.allCases) ?? .calm)
        let once = back(value)
        #expect(row(once) == row(value), "seed \(seed)")
        #expect(row(back(once)) == row(value), "seed \(seed)")
    }

    @Test("angles wrap around, and what is no angle is 0")
    func angles() {
        for step in 0..<1_024 {
            let value = Float(step) / 1_024
            for turns in [value, value - 1, value + 3] {
                let read = back(Sampler(heading: turns)).heading
                let distance = (read - value).magnitude
                #expect(min(distance, 1 - distance) <= 1 / 512)
                #expect(read >= 0 && read < 1)
            }
        }
        #expect(row(Sampler(heading: 0.9999))[11] == 0)
        for strange in [Float.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -1e-30] {
            #expect(row(Sampler(heading: strange))[11] == 0)
        }
    }

    @Test("full precision keeps every bit, enumerations and ids keep their case and number")
    func exact() {
        for bits in [UInt32(0), 0x8000_0000, 0x7FC0_0001, 0x7F80_0000, 1, .max] {
            #expect(back(Sampler(exact: Float(bitPattern: bits))).exact.bitPattern == bits)
        }
        for mood in Sampler.Mood.allCases { #expect(back(Sampler(mood: mood)).mood == mood) }
        for number in UInt8.min...UInt8.max {
            #expect(back(Sampler(player: PlayerID(number))).player == PlayerID(min(number, 63)))
        }
        #expect(back(Sampler(flag: true)).flag && !back(Sampler()).flag)
        #expect(back(Sampler(entity: EntityID(.max))).entity == EntityID(.max))
    }

    @Test("any words at all give a value inside the declared ranges", arguments: 1...300)
    func anyWords(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let words = (0..<15).map { _ in random.word() >> UInt32(random.int(in: 0...31)) }
        let value = replica.value(of: words[...])
        #expect((-100...(-3)).contains(value.tiny) && value.byte == 7, "seed \(seed)")
        #expect((10...1_000).contains(value.short) && value.player.rawValue < 64)
        #expect((-0.3...0.3).contains(value.place) && (0..<1).contains(value.heading))
        #expect(Sampler.Mood.allCases.contains(value.mood))
        for (word, field) in zip(row(value), replica.plan.fields) { #expect(word <= field.limit) }
    }
}
