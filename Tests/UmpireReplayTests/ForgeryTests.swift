import Testing
import UmpireBasics
import UmpireGame
import UmpireReplay
import UmpireState

@Suite("files with true checksums that no writer wrote")
struct ForgeryTests {
    private let verifier = ReplayVerifier(RecordedMatch.plan)
    private let match = RecordedMatch(seed: 9, ticks: 25)

    /// The fault that is found after `forge` changed the parts of a good file.
    private func error(_ forge: (inout FileParts) -> Void) -> ReplayError? {
        var parts = FileParts(match.bytes)
        forge(&parts)
        guard case .damaged(let error) = verifier.verify(parts.bytes) else { return nil }
        return error
    }

    @Test("chunks that are missing, double or in another order are noticed at their tick")
    func order() {
        let swapped = error { $0.chunks.swapAt(0, 1) }
        #expect(swapped?.fault == .unexpectedTick(Tick(10)) && swapped?.firstTick == .zero)
        let missing = error { $0.chunks.remove(at: 1) }
        #expect(missing?.fault == .unexpectedTick(Tick(20)) && missing?.firstTick == Tick(10))
        let double = error { $0.chunks.insert($0.chunks[1], at: 1) }
        #expect(double?.fault == .unexpectedTick(Tick(10)) && double?.firstTick == Tick(20))
        let early = error { $0.chunks.remove(at: 2) }
        #expect(early?.fault == .unexpectedTick(Tick(25)) && early?.firstTick == Tick(20))
    }

    @Test("a body that is longer or shorter than its ticks is noticed")
    func bodies() {
        let longer = error { parts in
            parts.chunks[1].body.append(0)
            parts.chunks[1].head[8] += 1
        }
        #expect(longer?.fault == .badTick(.trailingBytes(1)) && longer?.lastTick == Tick(19))
        let shorter = error { parts in
            parts.chunks[1].body.removeLast()
            parts.chunks[1].head[8] -= 1
        }
        guard case .badTick(.truncated) = shorter?.fault else {
            Issue.record("the body ends too early: \(String(describing: shorter))")
            return
        }
        #expect(shorter?.firstTick == Tick(19) && shorter?.lastTick == Tick(19))
    }

    @Test("records of unknown kinds, without ticks, or with ticks in the end are refused")
    func kinds() {
        #expect(error { $0.chunks[0].head[0] = 3 }?.fault == .unknownRecord(kind: 3))
        #expect(error { $0.chunks[0].head[1] = 1 }?.fault == .unknownRecord(kind: 1))
        #expect(error { $0.chunks[0].head[2] = 0 }?.fault == .unknownRecord(kind: 1))
        #expect(error { $0.chunks[3].head[2] = 1 }?.fault == .unknownRecord(kind: 2))
    }

    @Test("an end that is too short, too long or says neither yes nor no is refused")
    func ends() {
        #expect(error { $0.chunks[3].body[8] = 2 }?.fault == .badEnd)
        #expect(error { $0.chunks[3].body[8] = 1 }?.fault == .badEnd)
        let long = error { parts in
            parts.chunks[3].body.append(0)
            parts.chunks[3].head[8] += 1
        }
        #expect(long?.fault == .badEnd && long?.firstTick == Tick(25))
    }

    @Test("a header of another version, kind or with numbers out of range is refused at tick 0")
    func headers() {
        let faults: [((inout FileParts) -> Void, ReplayFault)] = [
            ({ $0.header[0] = 0 }, .notARecording),
            ({ $0.header[4] = 2 }, .unknownVersion(2)),
            ({ $0.header[36] = 0 }, .badHeader),
            ({ $0.header[40] = 65 }, .badHeader),
            ({ $0.header[41] = 200 }, .badHeader),
            ({ $0.header[44] = 0xFF }, .badHeader),
        ]
        for (forge, fault) in faults {
            let found = error(forge)
            #expect(found?.fault == fault && found?.firstTick == .zero)
        }
    }

    @Test("a forged final hash differs at the last tick, in all 64 bits")
    func finalHash() throws {
        var parts = FileParts(match.bytes)
        parts.chunks[3].body[7] ^= 0x80
        let hash = try #require(match.hashes.last)
        #expect(
            verifier.verify(parts.bytes)
                == .differs(tick: Tick(24), recorded: hash ^ 1 << 63, computed: hash))
    }

    @Test("a forged tick hash differs at its tick")
    func tickHash() {
        var parts = FileParts(match.bytes)
        // The last 32 bits of a body, but for the padding, are the hash of its last tick.
        let last = parts.chunks[0].body.count - 3
        parts.chunks[0].body[last] ^= 1
        guard case .differs(Tick(9), let recorded, let computed) = verifier.verify(parts.bytes)
        else {
            Issue.record("tick 9 differs")
            return
        }
        #expect((recorded ^ computed).nonzeroBitCount == 1)
    }

    @Test("another seed differs from the first tick on")
    func seed() {
        var parts = FileParts(match.bytes)
        parts.header[16] ^= 1
        guard case .differs(.zero, _, _) = verifier.verify(parts.bytes) else {
            Issue.record("tick 0 differs")
            return
        }
    }
}
