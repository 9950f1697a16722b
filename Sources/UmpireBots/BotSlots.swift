import UmpireBasics

/// Values in numbered slots, which are used again; reading or changing one in its slot copies
/// nothing.
///
/// An array of optional structures copies a whole structure to read one property of it: in a run of
/// bots, that was a third of all instructions. Copies of the table are the same table.
struct BotSlots<Value> {
    private final class Memory {
        let values: UnsafeMutablePointer<Value>
        let isUsed: UnsafeMutablePointer<Bool>
        let capacity: Int

        init(capacity: Int) {
            values = .allocate(capacity: capacity)
            isUsed = .allocate(capacity: capacity)
            isUsed.initialize(repeating: false, count: capacity)
            self.capacity = capacity
        }

        deinit {
            for index in 0..<capacity where isUsed[index] {
                (values + index).deinitialize(count: 1)
            }
            values.deallocate()
            isUsed.deallocate()
        }
    }

    private var memory: Memory
    private var values: UnsafeMutablePointer<Value>
    private var isUsed: UnsafeMutablePointer<Bool>
    private var free: [Int] = []
    /// Slots that are or were used: the numbers below it.
    private(set) var indices = 0..<0

    init() {
        memory = Memory(capacity: 8)
        values = memory.values
        isUsed = memory.isUsed
    }

    /// Slots in use.
    var count: Int { indices.count - free.count }

    /// Whether the slot is in use; any number may be asked for.
    func holds(_ slot: Int) -> Bool { indices.contains(slot) && isUsed[slot] }

    /// The value in a slot that is in use.
    subscript(slot: Int) -> Value {
        _read {
            require(holds(slot), "a slot is in use")
            yield values[slot]
        }
        _modify {
            require(holds(slot), "a slot is in use")
            yield &values[slot]
        }
    }

    /// Puts a value into a slot that was free.
    mutating func insert(_ value: Value) -> Int {
        let slot = free.popLast() ?? indices.upperBound
        if slot == indices.upperBound {
            if slot == memory.capacity { grow() }
            indices = 0..<(slot + 1)
        }
        (values + slot).initialize(to: value)
        isUsed[slot] = true
        return slot
    }

    /// Frees a slot and what was in it.
    mutating func remove(_ slot: Int) {
        guard holds(slot) else { return }
        isUsed[slot] = false
        (values + slot).deinitialize(count: 1)
        free.append(slot)
    }

    private mutating func grow() {
        let larger = Memory(capacity: memory.capacity * 2)
        for slot in indices where isUsed[slot] {
            (larger.values + slot).moveInitialize(from: values + slot, count: 1)
            larger.isUsed[slot] = true
            isUsed[slot] = false
        }
        memory = larger
        values = larger.values
        isUsed = larger.isUsed
    }
}
