import Testing
import UmpireBasics
import UmpireGame
import UmpireReplay
import UmpireState

@Suite("the layout of a recording is that of the article")
struct LayoutTests {
    private func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> UInt64 {
        bytes[offset..<(offset + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    @Test("the header has each number at its place")
    func header() {
        let bytes = RecordedMatch(seed: 0x1122_3344_5566_7788, ticks: 3).bytes
        #expect(bytes[..<4].elementsEqual("UMPR".utf8))
        #expect(number(bytes, 4, 2) == 1)
        #expect(number(bytes, 6, 2) == 55)
        #expect(
            number(bytes, 8, 8) == UInt64(RecordedMatch.plan.description.hash, radix: 16))
        #expect(number(bytes, 16, 8) == 0x1122_3344_5566_7788)
        #expect(number(bytes, 24, 8) == 1_760_000_000_000)
        #expect(number(bytes, 32, 4) == 3)
        #expect(number(bytes, 36, 2) == 10)
        #expect(number(bytes, 38, 2) == 4 + 2 + 1)
        #expect(bytes[40] == 4)
        #expect(bytes[41] == 8 && bytes[42..<50].elementsEqual("skirmish".utf8))
        #expect(bytes[50] == 4 && bytes[51..<55].elementsEqual("QX7B".utf8))
    }

    @Test("a tick has each bit at its place, and the end each byte")
    func body() {
        let plan = RecordedMatch.plan
        let header = ReplayHeader(plan, seed: 1, room: "A", match: 1, startMilliseconds: 0)
        var writer = ReplayWriter(header, plan: plan)
        var stepper = Stepper<Skirmish>(seed: 1)
        var changes = SeatChanges()
        changes.joined = PlayerSet(bits: 0b0101)
        stepper.set(.init(turn: -0.5, thrust: 1, isFiring: true), of: PlayerID(2))
        stepper.step(changes)
        writer.record(stepper, changes, stateHash: 0x1111_2222_3333_4444)
        stepper.step(SeatChanges())
        writer.record(stepper, SeatChanges(), stateHash: 0x5555_6666_7777_8888)
        writer.finish(verdict: Verdict([.init(PlayerID(2), score: -2)], reason: "é"))
        var bytes: [UInt8] = []
        writer.takeBytes(into: &bytes)
        let chunks = FileParts(bytes).chunks

        var bits = BitWriter()
        bits.write(1, bits: 1)  // somebody came or went
        bits.write(1, bits: 1)  // joined: seats 0 and 2
        bits.write(0b0101, bits: 4)
        bits.write(0, bits: 3)  // nobody left, dropped or returned
        bits.write(0, bits: 1)  // seat 0: as before
        bits.write(1, bits: 1)  // seat 2: another input
        bits.write(2, bits: 4)  // -0.5 is the second step above -1
        bits.write(2, bits: 2)  // 1 is two above -1
        bits.write(1, bits: 1)
        bits.write(0x3333_4444, bits: 32)
        bits.write(0, bits: 3)  // nobody came or went, both inputs as before
        bits.write(0x7777_8888, bits: 32)
        bits.finish()
        #expect(chunks[0].body == bits.bytes)
        #expect(chunks[0].head == [1, 0, 2, 0, 0, 0, 0, 0, UInt8(bits.bytes.count), 0, 0, 0])
        #expect(chunks[1].head == [2, 0, 0, 0, 2, 0, 0, 0, 23, 0, 0, 0])
        #expect(
            chunks[1].body == [
                0x88, 0x88, 0x77, 0x77, 0x66, 0x66, 0x55, 0x55, 1, 1,
                2, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0xC3, 0xA9,
            ])
    }

    @Test("a chunk is handed out each second, and the bytes are few")
    func chunks() {
        let plan = RecordedMatch.plan
        let header = ReplayHeader(plan, seed: 1, room: "A", match: 1, startMilliseconds: 0)
        var writer = ReplayWriter(header, plan: plan)
        var stepper = Stepper<Skirmish>(seed: 1)
        var bytes: [UInt8] = []
        #expect(writer.hasFullChunk)
        writer.takeBytes(into: &bytes)
        for tick in 1...40 {
            stepper.step(SeatChanges())
            writer.record(stepper, SeatChanges(), stateHash: 1)
            #expect(writer.hasFullChunk == (tick % 10 == 0))
            writer.takeBytes(into: &bytes)
        }
        let before = bytes.count
        writer.finish(verdict: nil)
        #expect(writer.isFinished && writer.hasFullChunk)
        writer.takeBytes(into: &bytes)
        // Ticks without players: a bit and a hash each; the last chunk was whole.
        #expect(before == header.room.utf8.count + 51 + 4 + 4 * (20 + 42))
        #expect(bytes.count == before + 20 + 9)
    }

    @Test("a step that was not recorded, or recorded twice, is our own bug")
    func missed() async {
        await #expect(processExitsWith: .failure) {
            let plan = GamePlan<Skirmish>()
            let header = ReplayHeader(plan, seed: 1, room: "", match: 1, startMilliseconds: 0)
            var writer = ReplayWriter(header, plan: plan)
            var stepper = Stepper<Skirmish>(seed: 1)
            stepper.step(SeatChanges())
            stepper.step(SeatChanges())
            writer.record(stepper, SeatChanges(), stateHash: 0)
        }
    }
}
