import Testing
import UmpireBasics
import UmpireGame

@testable import UmpireClient

@Suite("aiming inputs at ticks")
struct InputClockTests {
    /// What the server said about the inputs of the second half of a simulated minute.
    private struct Outcome {
        var leads: [Int: Int] = [:]
        var missing = 0
        var count: Int { leads.values.reduce(0, +) }

        func share(_ range: ClosedRange<Int>) -> Double {
            Double(leads.filter { range.contains($0.key) }.values.reduce(0, +))
                / Double(max(count, 1))
        }
    }

    /// Plays against an input buffer over a line with this delay one way, in microseconds.
    private func play(
        delay: Int, jitter: Int, ticksPerSnapshot: Int = 1, seed: UInt64
    ) -> Outcome {
        let tickMicroseconds = 33_333
        var random = GameRandom(seed: seed)
        var clock = InputClock(tickRate: 30)
        var buffer = InputBuffer<Swarm.Input>(policy: InputPolicy(), tickRate: 30)
        var up: [(at: Int, sequence: UInt16, tick: Tick)] = []
        var down: [(at: Int, tick: Tick, sequence: UInt16, lead: Int8)] = []
        var sequence: UInt16 = 0
        var outcome = Outcome()
        var half = buffer.counts
        // In steps of a millisecond; the client sends on its own timer.
        var nextSend = 7_000
        var nextTick = Tick(1)
        for now in stride(from: 0, to: 60_000_000, by: 1_000) {
            while let first = down.first, first.at <= now {
                clock.take(
                    tick: first.tick, ackSequence: first.sequence, lead: first.lead,
                    at: Instant(nanoseconds: UInt64(now) * 1_000))
                down.removeFirst()
            }
            if now >= nextSend {
                nextSend += tickMicroseconds
                sequence &+= 1
                let tick = clock.target(
                    of: sequence, at: Instant(nanoseconds: UInt64(now) * 1_000))
                let at = now + delay + random.int(in: 0...jitter)
                up.append((max(at, up.last?.at ?? 0), sequence, tick))
            }
            while let first = up.first, first.at <= now {
                _ = buffer.insert(
                    Swarm.Input(), sequence: first.sequence, for: first.tick, next: nextTick)
                up.removeFirst()
            }
            guard now >= Int(nextTick.rawValue) * tickMicroseconds else { continue }
            let before = buffer.appliedSequence
            _ = buffer.take(nextTick)
            if now < 30_000_000 {
                half = buffer.counts
            } else if buffer.appliedSequence != before {
                outcome.leads[Int(buffer.appliedLead), default: 0] += 1
            }
            if Int(nextTick.rawValue) % ticksPerSnapshot == 0 {
                let at = now + delay + random.int(in: 0...jitter)
                down.append(
                    (
                        max(at, down.last?.at ?? 0), nextTick, buffer.appliedSequence,
                        buffer.appliedLead
                    ))
            }
            nextTick = nextTick.next
        }
        outcome.missing = buffer.counts.missing - half.missing
        return outcome
    }

    @Test(
        "on a steady line inputs come zero to two ticks early, however long it is",
        arguments: [0, 5_000, 20_000, 50_000, 100_000, 200_000, 400_000], [1, 2, 3])
    func steady(_ delay: Int, _ ticksPerSnapshot: Int) {
        let outcome = play(
            delay: delay, jitter: 0, ticksPerSnapshot: ticksPerSnapshot, seed: 1)
        #expect(outcome.share(0...2) > 0.99, "\(outcome.leads)")
        #expect(outcome.missing < 10)
    }

    @Test(
        "on a line with jitter of a tick few inputs come late",
        arguments: 1...6 as ClosedRange<UInt64>)
    func jitter(_ seed: UInt64) {
        let outcome = play(delay: 40_000, jitter: 33_000, seed: seed)
        #expect(outcome.share(0...4) > 0.95, "seed \(seed): \(outcome.leads)")
        #expect(outcome.missing < 60, "seed \(seed): \(outcome.missing)")
    }

    @Test(
        "the answer to hello says how far ahead the first input must be aimed",
        arguments: [(0, 102), (33, 102), (34, 103), (310, 111), (5_000, 130), (-7, 102)])
    func firstGuess(_ milliseconds: Int64, _ tick: UInt32) {
        var clock = InputClock(tickRate: 30)
        clock.expect(roundTripNanoseconds: milliseconds * 1_000_000)
        clock.take(tick: Tick(100), ackSequence: 0, lead: -128, at: .zero)
        #expect(clock.target(of: 1, at: .zero) == Tick(tick))
    }

    @Test("before any snapshot an input is for the next tick")
    func blind() {
        var clock = InputClock(tickRate: 30)
        #expect(clock.target(of: 1, at: .zero) == .zero)
    }

    @Test("a silent server is not run away from")
    func silence() {
        var clock = InputClock(tickRate: 30)
        clock.take(tick: Tick(100), ackSequence: 0, lead: -128, at: .zero)
        let late = clock.target(of: 1, at: Instant(nanoseconds: 3_600_000_000_000))
        #expect(late <= Tick(100 + 32 + 3))
        for sequence in 2...200 {
            let next = clock.target(
                of: UInt16(sequence), at: Instant(nanoseconds: 3_600_000_000_000))
            #expect(next <= Tick(100 + 32 + 3 + 2))
        }
    }

    @Test("any words of a strange server are survived", arguments: 1...4 as ClosedRange<UInt64>)
    func noise(_ seed: UInt64) {
        var random = GameRandom(seed: seed)
        var clock = InputClock(tickRate: 240)
        for sequence in 0..<2_000 {
            let now = Instant(nanoseconds: UInt64(random.word()) << UInt64(random.int(in: 0...31)))
            clock.take(
                tick: Tick(random.word()), ackSequence: UInt16(truncatingIfNeeded: random.word()),
                lead: Int8(truncatingIfNeeded: random.word()), at: now)
            _ = clock.target(of: UInt16(truncatingIfNeeded: sequence), at: .zero)
            #expect((1...InputClock.maxDistance).contains(clock.distance))
        }
    }
}
