import Testing
import UmpireBasics
import UmpireProtocol
import UmpireShard
import UmpireVirtual

@Suite("Virtual server")
struct VirtualServerTests {
    @Test("a player moves to the shard that has the room, and what it says meanwhile waits")
    func moves() throws {
        var yard = Yard {
            $0.loops = 4
            $0.hasStandingRoom = false
            $0.botSeats = 0
        }
        yard.advance(milliseconds: 300)
        var ids: [ConnectionID] = []
        for _ in 0..<8 {
            let id = try yard.open()
            yard.say(id, .hello(ClientMessage.Hello()))
            yard.say(id, .create(isPrivate: false, seats: nil))
            yard.say(id, .ping(id: 7))
            yard.advance(milliseconds: 600)
            try yard.server.checkInvariants()
            ids.append(id)
        }
        #expect(yard.server.counters.moves > 0)
        #expect(Set(ids.map { yard.server.loop(of: $0) }).count > 1)
        for id in ids {
            #expect(yard.hasSeat(id))
            let pongs = yard.texts[id.rawValue]?.count { $0.contains("\"pong\"") }
            #expect(pongs == 1)
        }
        #expect(yard.server.heldConnections == 8)
        #expect(yard.server.heldSessions == 8)
    }

    @Test("who has bytes unsent gets no snapshots; drained, it gets them again")
    func blocked() throws {
        var yard = Yard()
        let id = try yard.board()
        yard.advance(milliseconds: 3_000)
        let before = yard.snapshots[id.rawValue] ?? 0
        #expect(before > 10)
        yard.server.setUnsent(100, of: id, at: yard.now)
        yard.advance(milliseconds: 1_000)
        #expect(yard.snapshots[id.rawValue] == before)
        yard.server.setUnsent(0, of: id, at: yard.now)
        yard.advance(milliseconds: 1_000)
        #expect((yard.snapshots[id.rawValue] ?? 0) >= before + 29)
    }

    @Test("who has more unsent than is allowed is closed as a slow reader, and its seat is kept")
    func slowReader() throws {
        var yard = Yard { $0.unsentBytes = 1_000 }
        let id = try yard.board()
        yard.server.setUnsent(1_000, of: id, at: yard.now)
        yard.take()
        #expect(yard.closes[id.rawValue] == nil)
        yard.server.setUnsent(1_001, of: id, at: yard.now)
        yard.take()
        #expect(yard.closes[id.rawValue] == .slowReader)
        #expect(yard.server.heldConnections == 0)
        #expect(yard.server.heldSessions == 1)
        try yard.server.checkInvariants()
    }

    @Test("the silent are pinged, then given up; who answers stays")
    func silence() throws {
        var yard = Yard()
        let silent = try yard.board()
        let present = try yard.board()
        for _ in 0..<20 {
            yard.advance(milliseconds: 1_000)
            yard.server.heard(present, at: yard.now)
        }
        #expect((yard.pings[silent.rawValue] ?? 0) > 5)
        #expect(yard.resets.contains(silent.rawValue))
        #expect(!yard.resets.contains(present.rawValue))
        #expect(yard.server.counters.silences == 1)
    }

    @Test("a kill loses connections, rooms and sessions; a new process knows no old token")
    func kill() throws {
        var yard = Yard()
        let id = try yard.board()
        let token = try #require(yard.token(id))
        yard.server.kill(at: yard.now)
        yard.take()
        #expect(yard.resets.contains(id.rawValue))
        let refused = yard.server.open(at: yard.now)
        #expect(refused == nil)
        #expect(yard.server.heldSessions == 0)
        yard.server.restart(at: yard.now)
        let back = try yard.board(resume: token)
        #expect(yard.closes[back.rawValue] == .forbidden)
        let afresh = try yard.board()
        #expect(yard.hasSeat(afresh))
    }

    @Test("while a loop is paused nothing happens; then everything does, in order")
    func pause() throws {
        var yard = Yard()
        let id = try yard.board()
        yard.advance(milliseconds: 2_000)
        yard.server.pause(until: yard.now.advanced(byMilliseconds: 500))
        let (snapshots, texts) = (yard.snapshots[id.rawValue], yard.texts[id.rawValue]?.count ?? 0)
        for number in 1...3 { yard.say(id, .ping(id: number)) }
        yard.advance(milliseconds: 499)
        #expect(yard.snapshots[id.rawValue] == snapshots)
        #expect(yard.texts[id.rawValue]?.count == texts)
        yard.advance(milliseconds: 1)
        let pongs = (yard.texts[id.rawValue] ?? []).dropFirst(texts).filter { $0.contains("pong") }
        #expect(pongs.count == 3)
        for (number, pong) in pongs.enumerated() { #expect(pong.contains("\"id\":\(number + 1)")) }
        #expect(yard.server.loops[0].shard.counters.forgivenTicks > 0)
    }

    @Test("a drain says 1001 to everybody and lets nobody in; a new process does")
    func drain() throws {
        var yard = Yard { $0.loops = 2 }
        let id = try yard.board()
        yard.server.drain(at: yard.now)
        yard.take()
        #expect(yard.closes[id.rawValue] == .restart)
        let refused = yard.server.open(at: yard.now)
        #expect(refused == nil)
        yard.advance(milliseconds: 1_001)
        #expect(!yard.server.isUp)
        yard.server.restart(at: yard.now)
        let late = try yard.board()
        #expect(yard.hasSeat(late))
    }

    @Test("a jump of the clock lets the silence of everybody be too long")
    func clockJump() throws {
        var yard = Yard()
        let id = try yard.board()
        yard.server.jumpClock(16_000_000_000)
        yard.advance(milliseconds: 10)
        #expect(yard.resets.contains(id.rawValue))
        try yard.server.checkInvariants()
    }

    @Test("the same calls give the same sends")
    func determinism() throws {
        var logs: [String] = []
        for _ in 0..<2 {
            var yard = Yard { $0.loops = 3 }
            for _ in 0..<5 {
                _ = try yard.board()
                yard.advance(milliseconds: 700)
            }
            let keys = yard.texts.keys.sorted()
            logs.append("\(keys.map { yard.texts[$0] ?? [] }) \(keys.map { yard.snapshots[$0] })")
        }
        #expect(logs[0] == logs[1])
    }
}
