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

    @usableFromInline
    struct Slot: Sendable {
        @usableFromInline var tick = Tick.zero
        @usableFromInline var input = Input()
        @usableFromInline var sequence: UInt16 = 0
        @usableFromInline var lead: Int8 = 0
        @usableFromInline var isFilled = false

        @inlinable
        init() {}

        @inlinable
        init(tick: Tick, input: Input, sequence: UInt16, lead: Int8) {
            self.tick = tick
            self.input = input
            self.sequence = sequence
            self.lead = lead
            isFilled = true
        }
    }

    /// How often each outcome happened.
    public struct Counts: Equatable, Sendable {
        /// Inputs whose tick had passed.
        public var late = 0
        /// Inputs too far ahead.
        public var tooEarly = 0
        /// Second inputs for a tick.
        public var duplicate = 0
        /// Inputs out of sequence.
        public var stale = 0
        /// Ticks without an input.
        public var missing = 0

        /// Nothing so far.
        @inlinable
        public init() {}
    }

    @usableFromInline var slots = [Slot](repeating: Slot(), count: Limits.inputLeadTicks + 1)
    @usableFromInline var last = Input()
    @usableFromInline var repeatsLeft = 0
    @usableFromInline var newestSequence: UInt16?
    @usableFromInline let policy: InputPolicy
    @usableFromInline let repeatTicks: Int
    @usableFromInline var applied: UInt16 = 0
    @usableFromInline var lead: Int8 = -128
    @usableFromInline var happened = Counts()
    /// What happened so far.
    public var counts: Counts { happened }
    /// The sequence number of the newest input that was applied; 0 before the first.
    @inlinable
    public var appliedSequence: UInt16 { applied }
    /// How many ticks early (or, negative, late) that input came; -128 before the first.
    @inlinable
    public var appliedLead: Int8 { lead }

    /// An empty buffer.
    @inlinable
    public init(policy: InputPolicy, tickRate: Int) {
        self.policy = policy
        repeatTicks =
            switch policy.missing {
            case .repeatLast(let milliseconds): milliseconds * tickRate / 1000
            case .idle: 0
            }
    }

    /// Keeps `input` for `tick` (0: for the next one), when `next` is the next tick to be made.
    @inlinable
    public mutating func insert(
        _ input: Input, sequence: UInt16, for tick: Tick, next: Tick
    ) -> Outcome {
        if let newestSequence, Int16(bitPattern: sequence &- newestSequence) <= 0 {
            happened.stale += 1
            return .stale
        }
        let lead = tick == .zero ? 0 : tick.distance(since: next)
        guard lead <= Limits.inputLeadTicks else {
            happened.tooEarly += 1
            return .tooEarly
        }
        newestSequence = sequence
        let target = lead <= 0 ? next : tick
        let index = Int(target.rawValue) % slots.count
        let isTaken = slots[index].isFilled && slots[index].tick == target
        if lead < 0 {
            happened.late += 1
            if policy.late == .drop || isTaken && slots[index].lead >= 0 { return .late }
        }
        if isTaken {
            happened.duplicate += 1
            // A late one only stands in: the input that is meant for the tick takes its place.
            let isStandIn = slots[index].lead < 0 && lead >= 0
            if policy.duplicate == .firstWins && !isStandIn { return .duplicate }
        }
        slots[index] = Slot(
            tick: target, input: input, sequence: sequence,
            lead: Int8(clamping: max(-127, lead)))
        return lead < 0 ? .late : isTaken ? .duplicate : .kept
    }

    /// Takes out what the seat does at `tick`: its input, or what the policy puts in its place.
    @inlinable
    public mutating func take(_ tick: Tick) -> Input {
        let index = Int(tick.rawValue) % slots.count
        // One that is older than what was applied already came too late in its own way.
        let isNews =
            lead == -128 || Int16(bitPattern: slots[index].sequence &- applied) > 0
        if slots[index].isFilled && slots[index].tick == tick && isNews {
            slots[index].isFilled = false
            last = slots[index].input
            repeatsLeft = repeatTicks
            applied = slots[index].sequence
            lead = slots[index].lead
            return last
        }
        happened.missing += 1
        guard repeatsLeft > 0 else { return Input() }
        repeatsLeft -= 1
        return last
    }

    /// Forgets all inputs, for a new match.
    @inlinable
    public mutating func clear() {
        for index in slots.indices { slots[index].isFilled = false }
        last = Input()
        repeatsLeft = 0
    }

    /// Forgets everything, for a new connection on the same seat: its sequence starts afresh.
    @inlinable
    public mutating func reset() {
        clear()
        newestSequence = nil
        applied = 0
        lead = -128
    }
}
