import Testing
import UmpireBasics
import UmpireProtocol
import UmpireState
@testable import UmpireRoom

@Suite("A room that learns how its world moves")
struct CodecTrainingTests {
    /// Snapshots until the first tables, and a few more.
    private static let lesson = 64 * 4 + 40

    private func expectTablesOnce(_ client: Pen.Client, _ who: String) throws {
        #expect(client.tables.count == 1, "\(who)")
        let tables = try #require(client.tables.first)
        let epochs = client.packets.map(\.epoch)
        #expect(epochs.prefix(tables.packets).allSatisfy { $0 == 0 }, "\(who)")
        #expect(epochs.dropFirst(tables.packets).allSatisfy { $0 == tables.frame[1] }, "\(who)")
        #expect(epochs.count > tables.packets, "\(who)")
    }

    @Test(
        "tells each member once, before the first snapshot that needs it", arguments: [false, true])
    func once(_ isDense: Bool) throws {
        let pen = isDense ? Pen(DenseFlock.self) : Pen(CalmFlock.self)
        let one = try pen.join()
        let blocked = try pen.join()
        try pen.advance(ticks: 120)
        // Its link is still when the tables come.
        pen[blocked].bytesPerTick = 0
        try pen.advance(ticks: CodecTrainingTests.lesson - 120)
        pen[blocked].bytesPerTick = nil
        try pen.advance(ticks: 5)
        let newcomer = try pen.join()
        try pen.advance(ticks: 30)
        #expect(pen.room.sender.training.tables.epoch == 1)
        try expectTablesOnce(pen[one], "who was there")
        try expectTablesOnce(pen[blocked], "who was blocked")
        try expectTablesOnce(pen[newcomer], "who came later")
        #expect(pen[newcomer].tables.first?.packets == 0)
        let frames = [one, blocked, newcomer].map { pen[$0].tables.first?.frame }
        #expect(Set(frames).count == 1)
        #expect(frames.first??[2] == (isDense ? 1 : 0))
    }

    @Test("tells who lost it once more, and nobody else")
    func resync() throws {
        let pen = Pen(CalmFlock.self)
        let lost = try pen.join()
        let other = try pen.join()
        try pen.advance(ticks: CodecTrainingTests.lesson)
        let before = pen[lost].packets.count
        pen.room.resync(pen[lost].connection)
        try pen.advance(ticks: 10)
        #expect(pen[lost].tables.map(\.packets).last == before)
        #expect(pen[lost].tables.count == 2)
        #expect(pen[lost].packets[before].age == 0)
        #expect(pen[other].tables.count == 1)
    }

    @Test("tells who has a budget, and takes it from that")
    func budget() throws {
        let pen = Pen(ThriftyHerd.self)
        let client = try pen.join()
        try pen.advance(ticks: 1_200)
        #expect(pen.member(client)?.mirror != nil)
        try expectTablesOnce(pen[client], "who has a budget")
        let bytes =
            pen[client].packets.reduce(0) { $0 + $1.bytes.count + 8 }
            + pen[client].tables.reduce(0) { $0 + $1.frame.count + 4 }
        #expect(bytes <= 3_000 * 40 + ByteAllowance.packetBytes)
    }

    @Test("takes new tables only when they pay", arguments: [false, true])
    func pays(_ isDense: Bool) throws {
        let pen = isDense ? Pen(DenseFlock.self) : Pen(CalmFlock.self)
        let client = try pen.join()
        try pen.advance(ticks: CodecTrainingTests.lesson + 200)
        let packets = pen[client].packets.dropFirst(40)
        let before = packets.filter { $0.epoch == 0 }.map(\.bytes.count)
        let after = packets.filter { $0.epoch == 1 }.map(\.bytes.count)
        try #require(before.count > 150 && after.count > 150)
        let means = [before, after].map { Double($0.reduce(0, +)) / Double($0.count) }
        #expect(means[1] < means[0] * 0.97, "bytes of a packet: \(means)")
        let tables = try #require(pen[client].tables.first)
        #expect((means[0] - means[1]) * 2_048 > Double(tables.frame.count))
    }

    @Test("keeps the tables of epoch 0 where there is nothing to learn")
    func nothing() throws {
        let coin = Pen(Coin.self)
        let sleepers = Pen(FreeHerd.self)
        for pen in [coin, sleepers] {
            let client = try pen.join()
            pen[client].isBarking = true
            try pen.advance(ticks: 1_000)
            #expect(!pen[client].packets.isEmpty)
            #expect(pen[client].tables.isEmpty)
            #expect(pen[client].packets.allSatisfy { $0.epoch == 0 })
        }
        #expect(coin[0].packets.suffix(100).contains { $0.bytes != coin[0].packets.last?.bytes })
    }

    @Test("learns nothing where interest hides entities")
    func interest() throws {
        let pen = Pen(Fog.self)
        let client = try pen.join()
        try pen.advance(ticks: 1_400)
        #expect(!pen.room.sender.training.isAllowed)
        #expect(pen[client].tables.isEmpty)
        #expect(pen[client].packets.count > 1_000)
        #expect(pen[client].packets.allSatisfy { $0.epoch == 0 })
    }

    @Test("tells nobody of what is hidden", arguments: 1...4 as ClosedRange<UInt64>)
    func secrecy(seed: UInt64) throws {
        let calm = Pen(CalmFlock.self, seed: seed)
        let sly = Pen(SlyFlock.self, seed: seed)
        for pen in [calm, sly] {
            _ = try pen.join()
            _ = try pen.join()
            try pen.advance(ticks: CodecTrainingTests.lesson)
        }
        for client in 0..<2 {
            #expect(sly[client].tables.count == 1)
            #expect(
                calm[client].tables.map(\.frame) == sly[client].tables.map(\.frame),
                "seed \(seed)")
            let isOther = zip(calm[client].packets, sly[client].packets).contains { $0 != $1 }
            #expect(isOther, "what is the owner's is sent to the owner")
        }
    }
}
