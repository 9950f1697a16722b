public import UmpireBasics

/// The inputs of one seat, by tick, with the policies of `InputPolicy`.
///
/// ```
///   passed │ next │ … up to 32 ahead │ too early
///   late   │      │  kept            │ dropped
/// ```
public struct InputBuffer<Input: GameInput>: Sendable {
    /// What became of an input.
    public enum Outcome: Equatable, Sendable {
        /// It waits for its tick.
        case kept
        /// Its tick had passed; it was taken for the next one or dropped, by policy.
        case late
        /// It was more than `Limits.inputLeadTicks` early and was dropped.
        case tooEarly
        /// Another for the same tick was there; one of the two counts, by policy.
        case duplicate
        /// Its sequence number does not go forward; it was dropped.
        case stale
    }

    private struct Slot: Sendable {
        var tick = Tick.zero
        var input = Input()
        var sequence: UInt16 = 0
        var lead: Int8 = 0
        var isFilled = false
    }

    /// How often each outcome happened.
    public struct Counts: Equatable, Sendable {
        /// Inputs whose tick had passed.
        public internal(set) var late = 0
        /// Inputs too far ahead.
        public internal(set) var tooEarly = 0
        /// Second inputs for a tick.
        public internal(set) var duplicate = 0
        /// Inputs out of sequence.
        public internal(set) var stale = 0
        /// Ticks without an input.
        public internal(set) var missing = 0
    }

    private var slots = [Slot](repeating: Slot(), count: Limits.inputLeadTicks + 1)
    private var last = Input()
    private var repeatsLeft = 0
    private var newestSequence: UInt16?
    private let policy: InputPolicy
    private let repeatTicks: Int
    /// What happened so far.
    public private(set) var counts = Counts()
    /// The sequence number of the newest input that was applied; 0 before the first.
    public private(set) var appliedSequence: UInt16 = 0
    /// How many ticks early (or, negative, late) that input came; -128 before the first.
    public private(set) var appliedLead: Int8 = -128

    /// An empty buffer.
    public init(policy: InputPolicy, tickRate: Int) {
        self.policy = policy
        repeatTicks =
            switch policy.missing {
            case .repeatLast(let milliseconds): milliseconds * tickRate / 1000
            case .idle: 0
            }
    }

    /// Keeps `input` for `tick` (0: for the next one), when `next` is the next tick to be made.
    public mutating func insert(
        _ input: Input, sequence: UInt16, for tick: Tick, next: Tick
    ) -> Outcome {
        if let newestSequence, Int16(bitPattern: sequence &- newestSequence) <= 0 {
            counts.stale += 1
            return .stale
        }
        let lead = tick == .zero ? 0 : tick.distance(since: next)
        guard lead <= Limits.inputLeadTicks else {
            counts.tooEarly += 1
            return .tooEarly
        }
        newestSequence = sequence
        let target = lead <= 0 ? next : tick
        let index = Int(target.rawValue) % slots.count
        let isTaken = slots[index].isFilled && slots[index].tick == target
        if lead < 0 {
            counts.late += 1
            if policy.late == .drop || isTaken && slots[index].lead >= 0 { return .late }
        }
        if isTaken {
            counts.duplicate += 1
            // A late one only stands in: the input that is meant for the tick takes its place.
            let isStandIn = slots[index].lead < 0 && lead >= 0
            if policy.duplicate == .firstWins && !isStandIn { return .duplicate }
        }
        slots[index] = Slot(
            tick: target, input: input, sequence: sequence,
            lead: Int8(clamping: max(-127, lead)), isFilled: true)
        return lead < 0 ? .late : isTaken ? .duplicate : .kept
    }

    /// Takes out what the seat does at `tick`: its input, or what the policy puts in its place.
    public mutating func take(_ tick: Tick) -> Input {
        let index = Int(tick.rawValue) % slots.count
        if slots[index].isFilled && slots[index].tick == tick {
            slots[index].isFilled = false
            last = slots[index].input
            repeatsLeft = repeatTicks
            appliedSequence = slots[index].sequence
            appliedLead = slots[index].lead
            return last
        }
        counts.missing += 1
        guard repeatsLeft > 0 else { return Input() }
        repeatsLeft -= 1
        return last
    }

    /// Forgets all inputs, for a new match.
    public mutating func clear() {
        for index in slots.indices { slots[index].isFilled = false }
        last = Input()
        repeatsLeft = 0
    }

    /// Forgets everything, for a new connection on the same seat: its sequence starts afresh.
    public mutating func reset() {
        clear()
        newestSequence = nil
        appliedSequence = 0
        appliedLead = -128
    }
}
