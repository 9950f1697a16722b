import Testing
import UmpireBasics
import UmpireState
@testable import UmpireRoom

@Suite("A client with a mirror of its own")
struct ClientMirrorTests {
    private static let seeds = 1...8 as ClosedRange<UInt64>

    @Test("holds what the room believes, whatever becomes of its link", arguments: seeds)
    func agrees(seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        let pen = seed % 2 == 0 ? Pen(FreeHerd.self, seed: seed) : Pen(ThriftyHerd.self, seed: seed)
        for _ in 0..<3 { _ = try pen.join() }
        var mirrored = 0
        for _ in 0..<30 {
            let client = random.int(in: 0...2)
            pen[client].bytesPerTick = random.chance(0.4) ? nil : random.int(in: 20...400)
            pen[client].acknowledgesAfter = random.chance(0.5) ? nil : random.int(in: 1...40)
            if random.chance(0.1) { pen.room.resync(pen[client].connection) }
            try pen.advance(ticks: random.int(in: 1...30))
            mirrored += pen.room.members.count { $0.mirror != nil }
        }
        #expect(mirrored >= 5, "seed \(seed) makes mirrors")
        for client in 0..<3 { #expect(pen[client].packets.count > 100, "seed \(seed)") }
    }

    @Test("is sent no more than its budget in any window, and nearly all of it")
    func budget() throws {
        let pen = Pen(ThriftyHerd.self)
        let client = try pen.join()
        try pen.advance(ticks: 900)
        let rate = 3_000
        var bytes = [Int](repeating: 0, count: 1_000)
        for packet in pen[client].packets {
            bytes[Int(packet.tick.rawValue)] = packet.bytes.count + SnapshotSender.frameBytes
        }
        for start in 0..<900 {
            var sum = 0
            for end in start..<900 {
                sum += bytes[end]
                let most = ByteAllowance.packetBytes + rate * (end - start + 1) / 30
                if sum > most {
                    Issue.record("\(sum) bytes in ticks \(start)...\(end), not \(most)")
                    return
                }
            }
        }
        #expect(bytes.reduce(0, +) > rate * 30 * 8 / 10)
    }

    @Test("gets what its table's weight makes urgent in each packet, and all else in turn")
    func priorities() throws {
        let pen = Pen(ThriftyHerd.self)
        let client = try pen.join()
        try pen.advance(ticks: 90)
        var stale = 0
        for _ in 0..<300 {
            let count = pen[client].packets.count
            try pen.advance(ticks: 1)
            guard pen[client].packets.count > count else { continue }
            let shown = pen.shown(to: client)
            #expect(pen[client].held.tables[0] == shown.tables[0])
            if pen[client].held.tables[1] != shown.tables[1] { stale += 1 }
        }
        #expect(stale > 100)
    }

    @Test("gets each cue once and in order")
    func cues() throws {
        let pen = Pen(FreeHerd.self)
        let client = try pen.join()
        pen[client].bytesPerTick = 133
        try pen.advance(ticks: 600)
        #expect(pen.member(client)?.mirror != nil)
        let cues = pen[client].cues
        #expect(cues.count > 100)
        #expect(zip(cues, cues.dropFirst()).allSatisfy { $1 == $0 + 1 })
    }

    @Test("shares encodings again as soon as everything fits")
    func rejoins() throws {
        let pen = Pen(FreeHerd.self)
        let slow = try pen.join()
        let well = try pen.join()
        try pen.advance(ticks: 60)
        pen[slow].bytesPerTick = 133
        try pen.advance(ticks: 120)
        #expect(pen.member(slow)?.mirror != nil)
        #expect(pen.member(well)?.mirror == nil)
        #expect(!pen.isUpToDate(slow))
        pen[slow].bytesPerTick = nil
        try pen.advance(ticks: 60)
        #expect(pen.member(slow)?.mirror == nil)
        #expect(pen.isUpToDate(slow))
        let last = [slow, well].map { pen[$0].packets.suffix(3) }
        #expect(last[0] == last[1], "and gets the same bytes as the other")
    }

    @Test("holds a whole world within a second of its link getting better")
    func converges() throws {
        let pen = Pen(FreeHerd.self)
        let client = try pen.join()
        try pen.advance(ticks: 60)
        pen[client].bytesPerTick = 133
        try pen.advance(ticks: 300)
        pen[client].bytesPerTick = nil
        try pen.advance(ticks: 30)
        #expect(pen.isUpToDate(client))
    }

    @Test("never has more unsent than one packet of its allowance")
    func unsent() throws {
        let pen = Pen(FreeHerd.self)
        let client = try pen.join()
        try pen.advance(ticks: 60)
        pen[client].bytesPerTick = 133
        try pen.advance(ticks: 60)
        pen[client].mostUnsent = 0
        try pen.advance(ticks: 600)
        #expect(pen[client].mostUnsent <= 2 * ByteAllowance.packetBytes)
        let bytes = pen[client].packets.filter { $0.tick > Tick(121) }.reduce(0) {
            $0 + $1.bytes.count
        }
        #expect(bytes > 20 * 133 * 30 / 2, "half of the link's bytes are used at least")
    }

    @Test("changes nothing for the others")
    func others() throws {
        func packets(isSlow: Bool) throws -> [Pen.Packet] {
            let pen = Pen(FreeHerd.self)
            let one = try pen.join()
            let other = try pen.join()
            try pen.advance(ticks: 60)
            if isSlow { pen[one].bytesPerTick = 100 }
            try pen.advance(ticks: 300)
            #expect((pen.member(one)?.mirror != nil) == isSlow)
            return pen[other].packets
        }
        #expect(try packets(isSlow: true) == packets(isSlow: false))
    }

    @Test("is given a keyframe when it asks for one")
    func resync() throws {
        for type in [true, false] {
            let pen = type ? Pen(FreeHerd.self) : Pen(ThriftyHerd.self)
            let client = try pen.join()
            try pen.advance(ticks: 60)
            let count = pen[client].packets.count
            pen.room.resync(pen[client].connection)
            try pen.advance(ticks: 30)
            let ages = pen[client].packets.dropFirst(count).map(\.age)
            #expect(ages.first == 0)
            #expect(!ages.dropFirst().contains(0))
        }
    }

    @Test("keeps its memory in the room's pool, where the next one finds it")
    func pool() throws {
        let pen = Pen(ThriftyHerd.self)
        for number in 0..<4 {
            let client = try pen.join()
            try pen.advance(ticks: 60)
            #expect(pen.member(client)?.mirror == 0, "client \(number)")
            pen.room.leave(try #require(pen[client].player))
        }
        #expect(pen.room.sender.mirrors.count == 1)
    }

    @Test("that acknowledges late is sent fewer snapshots, and all again when it is caught up")
    func pace() throws {
        let pen = Pen(FreeHerd.self)
        let client = try pen.join()
        pen[client].acknowledgesAfter = 2
        try pen.advance(ticks: 120)
        pen[client].acknowledgesAfter = 25
        try pen.advance(ticks: 90)
        let late = pen[client].packets.count { $0.tick > pen.room.tick.before(30) }
        #expect((3...8).contains(late))
        pen[client].acknowledgesAfter = 2
        try pen.advance(ticks: 120)
        let well = pen[client].packets.count { $0.tick > pen.room.tick.before(30) }
        #expect(well == 30)
    }
}

extension Tick {
    fileprivate func before(_ ticks: UInt32) -> Tick { Tick(rawValue - ticks) }
}
