import Testing
import UmpireBasics
import UmpireGame
import UmpireState

private struct Press: GameInput, Equatable {
    var number: UInt8 = 0
    static let schema = Schema<Press> { Field("number", \.number) }
}

/// What the policies say, with a dictionary of all ticks.
private struct Model {
    var waiting: [Int: (number: UInt8, sequence: UInt16, lead: Int)] = [:]
    var last: UInt8 = 0
    var repeatsLeft = 0
    var applied: (sequence: UInt16, lead: Int) = (0, -128)
    var missing = 0
    let policy: InputPolicy
    let repeatTicks: Int

    mutating func insert(
        _ number: UInt8, _ sequence: UInt16, for tick: Int, next: Int
    ) -> InputBuffer<Press>.Outcome {
        let lead = tick == 0 ? 0 : tick - next
        if lead > 32 { return .tooEarly }
        let target = max(tick, next)
        let new = (number, sequence, lead)
        guard let there = waiting[target] else {
            if lead < 0 && policy.late == .drop { return .late }
            waiting[target] = new
            return lead < 0 ? .late : .kept
        }
        if lead < 0 {
            // One that is meant for the tick stays; of two stand-ins the policy chooses.
            if policy.late == .drop || there.lead >= 0 { return .late }
            if policy.duplicate == .firstWins { return .duplicate }
            waiting[target] = new
            return .late
        }
        if there.lead < 0 || policy.duplicate == .newestWins { waiting[target] = new }
        return .duplicate
    }

    mutating func take(_ tick: Int) -> UInt8 {
        // What is older than what was applied came too late, although it was meant for this tick.
        if let there = waiting.removeValue(forKey: tick),
            applied.lead == -128 || there.sequence > applied.sequence
        {
            last = there.number
            repeatsLeft = repeatTicks
            applied = (there.sequence, there.lead)
            return last
        }
        missing += 1
        guard repeatsLeft > 0 else { return 0 }
        repeatsLeft -= 1
        return last
    }
}

@Suite("input buffer")
struct InputBufferTests {
    private static let policies: [InputPolicy] = [InputPolicy.Late.applyNext, .drop].flatMap {
        late in
        [InputPolicy.Missing.idle, .repeatLast(milliseconds: 200)].flatMap { missing in
            [InputPolicy.Duplicate.newestWins, .firstWins].map {
                InputPolicy(late: late, missing: missing, duplicate: $0)
            }
        }
    }

    @Test(
        "every sequence of early, late and double inputs does what the policy says",
        arguments: 0..<8)
    func exhaustive(index: Int) {
        let policy = InputBufferTests.policies[index]
        let offsets = [-2, -1, 0, 1, 32, 33, -100]
        for sequence in 0..<(8 * 8 * 8 * 8) {
            var buffer = InputBuffer<Press>(policy: policy, tickRate: 10)
            var model = Model(policy: policy, repeatTicks: policy.missing == .idle ? 0 : 2)
            var next = 100
            for step in 0..<4 {
                let operation = sequence >> (3 * step) & 7
                if operation == 7 {
                    let taken = buffer.take(Tick(UInt32(next))).number
                    #expect(taken == model.take(next), "\(policy), sequence \(sequence)")
                    next += 1
                    continue
                }
                // The last offset stands for "the next one", which is said with tick 0.
                let tick = operation == 6 ? 0 : next + offsets[operation]
                let number = UInt8(step + 1)
                let outcome = buffer.insert(
                    Press(number: number), sequence: UInt16(step + 1), for: Tick(UInt32(tick)),
                    next: Tick(UInt32(next)))
                let expected = model.insert(number, UInt16(step + 1), for: tick, next: next)
                #expect(outcome == expected, "\(policy), sequence \(sequence), step \(step)")
            }
            for _ in 0..<36 {
                let taken = buffer.take(Tick(UInt32(next))).number
                let expected = model.take(next)
                if taken != expected {
                    Issue.record("\(policy), sequence \(sequence), tick \(next): \(taken)")
                }
                next += 1
            }
            #expect(buffer.appliedSequence == model.applied.sequence)
            #expect(Int(buffer.appliedLead) == model.applied.lead)
            #expect(buffer.counts.missing == model.missing)
        }
    }

    @Test("a sequence that does not go forward is stale, across the wrap too")
    func stale() {
        var buffer = InputBuffer<Press>(policy: InputPolicy(), tickRate: 30)
        func insert(_ sequence: UInt16) -> InputBuffer<Press>.Outcome {
            buffer.insert(Press(), sequence: sequence, for: .zero, next: Tick(1))
        }
        #expect(insert(65_530) == .kept)
        #expect(insert(65_530) == .stale)
        #expect(insert(65_529) == .stale)
        #expect(insert(3) == .duplicate)
        #expect(insert(65_535) == .stale)
        #expect(insert(3 &+ 32_768) == .stale)
        #expect(insert(3 + 32_767) == .duplicate)
        #expect(buffer.counts.stale == 4)
    }

    @Test("one that is too early does not make later ones stale")
    func tooEarly() {
        var buffer = InputBuffer<Press>(policy: InputPolicy(), tickRate: 30)
        let far = buffer.insert(Press(), sequence: 9, for: Tick(.max), next: Tick(1))
        let near = buffer.insert(Press(), sequence: 8, for: Tick(1), next: Tick(1))
        #expect(far == .tooEarly && near == .kept)
        #expect(buffer.counts.tooEarly == 1)
    }

    @Test("the last input is repeated for the time of the policy, then the idle one is taken")
    func repeats() {
        for (milliseconds, rate, ticks) in [(250, 30, 7), (250, 60, 15), (0, 30, 0), (33, 30, 0)] {
            let policy = InputPolicy(missing: .repeatLast(milliseconds: milliseconds))
            var buffer = InputBuffer<Press>(policy: policy, tickRate: rate)
            _ = buffer.insert(Press(number: 5), sequence: 1, for: Tick(1), next: Tick(1))
            var taken = 0
            while buffer.take(Tick(UInt32(taken + 1))).number == 5 { taken += 1 }
            #expect(taken == ticks + 1)
        }
    }

    @Test("leads are kept to a byte, and -128 is never one")
    func leads() {
        var buffer = InputBuffer<Press>(policy: InputPolicy(), tickRate: 30)
        #expect(buffer.appliedLead == -128 && buffer.appliedSequence == 0)
        _ = buffer.insert(Press(), sequence: 1, for: Tick(1), next: Tick(.max))
        _ = buffer.take(Tick(.max))
        #expect(buffer.appliedLead == -127 && buffer.appliedSequence == 1)
        buffer.reset()
        #expect(buffer.appliedLead == -128 && buffer.appliedSequence == 0)
        let again = buffer.insert(Press(), sequence: 1, for: Tick(5), next: Tick(5))
        #expect(again == .kept)
    }

    @Test("an input that was never taken does not come back when its slot comes around again")
    func around() {
        var buffer = InputBuffer<Press>(policy: InputPolicy(missing: .idle), tickRate: 30)
        _ = buffer.insert(Press(number: 9), sequence: 1, for: Tick(10), next: Tick(1))
        for tick: UInt32 in [43, 76, 11, 175] {
            #expect(buffer.take(Tick(tick)) == Press())
        }
    }
}
