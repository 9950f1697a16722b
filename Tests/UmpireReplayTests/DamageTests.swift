import Testing
import UmpireBasics
import UmpireGame
import UmpireReplay

@Suite("damaged, truncated and forged recordings")
struct DamageTests {
    private let verifier = ReplayVerifier(RecordedMatch.plan)

    @Test("every flip of a byte is reported at a tick, none as an end or as a truncation")
    func flips() {
        let match = RecordedMatch(seed: 3, ticks: 25)
        for offset in match.bytes.indices {
            for mask in [UInt8(1), 0x80, 0xFF] {
                var bytes = match.bytes
                bytes[offset] ^= mask
                guard case .damaged(let error) = verifier.verify(bytes) else {
                    Issue.record("byte \(offset) flipped by \(mask) was not found")
                    continue
                }
                let isNear = error.offset <= offset || error.fault == .truncatedHeader
                #expect(isNear, "byte \(offset): \(error)")
                #expect(error.firstTick.rawValue % 10 == 0 || error.firstTick == Tick(25))
                #expect(error.firstTick <= error.lastTick)
            }
        }
    }

    @Test("damage names the ticks of its chunk")
    func range() {
        let match = RecordedMatch(seed: 3, ticks: 25)
        let parts = FileParts(match.bytes)
        let first = parts.header.count + 4 + 16 + parts.chunks[0].body.count + 4
        var bytes = match.bytes
        bytes[first + 16] ^= 4
        guard case .damaged(let error) = verifier.verify(bytes) else {
            Issue.record("the second chunk is damaged")
            return
        }
        #expect(error.firstTick == Tick(10) && error.lastTick == Tick(19))
        #expect(error.offset == first + 16)
    }

    @Test("a file cut at any byte is read up to its last whole chunk")
    func truncation() {
        let match = RecordedMatch(seed: 4, ticks: 25)
        let parts = FileParts(match.bytes)
        var ends: [(offset: Int, ticks: Int)] = [(parts.header.count + 4, 0)]
        for (index, chunk) in parts.chunks.enumerated() {
            ends.append((ends[index].offset + 16 + chunk.body.count + 4, min(25, index * 10 + 10)))
        }
        for count in 0..<match.bytes.count {
            let finding = verifier.verify(Array(match.bytes[..<count]))
            guard let last = ends.last(where: { $0.offset <= count }) else {
                guard case .damaged(let error) = finding else {
                    Issue.record("cut at \(count)")
                    continue
                }
                #expect(error.fault == .truncatedHeader && error.firstTick == .zero)
                continue
            }
            #expect(finding == .incomplete(ticks: last.ticks), "cut at \(count)")
        }
    }

    @Test("bytes after the end are reported")
    func trailing() {
        let match = RecordedMatch(seed: 4, ticks: 25)
        guard case .damaged(let error) = verifier.verify(match.bytes + [0]) else {
            Issue.record("one byte is too many")
            return
        }
        #expect(error.fault == .trailingBytes(1) && error.offset == match.bytes.count)
    }

    @Test("a forged input with true checksums gives the first tick that it changes")
    func forgedInput() throws {
        // One player who thrusts from tick 5 on: the forged input differs only from there.
        let plan = RecordedMatch.plan
        let header = ReplayHeader(plan, seed: 8, room: "A", match: 1, startMilliseconds: 0)
        var files: [[UInt8]] = []
        var hashes: [[UInt64]] = []
        for thrust in [Int8(0), 1] {
            var writer = ReplayWriter(header, plan: plan)
            var stepper = Stepper<Skirmish>(seed: 8)
            hashes.append([])
            for tick in 0..<30 {
                var changes = SeatChanges()
                if tick == 0 { changes.joined = PlayerSet(bits: 1) }
                if tick == 15 { stepper.set(.init(thrust: thrust), of: PlayerID(0)) }
                stepper.step(changes)
                let hash = stepper.simulation.stateHash(plan.world)
                hashes[hashes.count - 1].append(hash)
                // The forger keeps the hashes of the true match.
                writer.record(stepper, changes, stateHash: hashes[0][tick])
            }
            writer.finish(verdict: nil)
            var bytes: [UInt8] = []
            writer.takeBytes(into: &bytes)
            files.append(bytes)
        }
        #expect(
            verifier.verify(files[0]) == .holds(ticks: 30, finalHash: hashes[0][29], verdict: nil))
        #expect(
            verifier.verify(files[1])
                == .differs(
                    tick: Tick(15), recorded: hashes[0][15] & 0xFFFF_FFFF,
                    computed: hashes[1][15] & 0xFFFF_FFFF))
    }

    @Test(
        "every flipped bit of a body with repaired checksums is refused, or differs, never trusted")
    func forgedBodies() {
        let match = RecordedMatch(seed: 6, ticks: 25)
        let parts = FileParts(match.bytes)
        for index in parts.chunks.indices.dropLast() {
            for bit in 0..<(parts.chunks[index].body.count * 8) {
                var forged = parts
                forged.chunks[index].body[bit / 8] ^= 1 << UInt8(bit % 8)
                switch verifier.verify(forged.bytes) {
                case .damaged(let error):
                    #expect(error.firstTick >= Tick(UInt32(index * 10)))
                case .differs(let tick, _, _):
                    #expect(tick >= Tick(UInt32(index * 10)))
                case let finding:
                    // An input may be changed without effect: a ship at the wall, say.
                    #expect(finding == verifier.verify(match.bytes), "bit \(bit) of chunk \(index)")
                }
            }
        }
    }

    @Test("random heads, random bodies and random files never trap", arguments: 1...300)
    func fuzz(seed: UInt64) {
        var random = GameRandom(seed: seed)
        let match = RecordedMatch(seed: 7, ticks: 25)
        var parts = FileParts(match.bytes)
        for _ in 0..<random.int(in: 1...4) {
            let index = random.int(in: 0...(parts.chunks.count - 1))
            switch random.int(in: 0...3) {
            case 0:
                parts.chunks[index].head[random.int(in: 0...11)] = UInt8(random.int(in: 0...255))
            case 1:
                parts.header[random.int(in: 6...(parts.header.count - 1))] ^=
                    1 << UInt8(random.int(in: 0...7))
            case 2:
                parts.chunks[index].body = (0..<random.int(in: 0...200)).map { _ in
                    UInt8(random.int(in: 0...255))
                }
            default: parts.chunks.swapAt(index, 0)
            }
        }
        _ = verifier.verify(parts.bytes)
        let noise = (0..<random.int(in: 0...300)).map { _ in UInt8(random.int(in: 0...255)) }
        guard case .damaged = verifier.verify(Array("UMPR".utf8) + noise) else {
            Issue.record("seed \(seed): noise is no recording")
            return
        }
    }
}
