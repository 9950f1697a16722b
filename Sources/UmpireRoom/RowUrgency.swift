import UmpireBasics
import UmpireState

/// Which rows one client waits for, and how urgently.
///
/// Each row that differs from what the client holds gathers its weight with each tick until it is
/// sent, so that even the least weight comes to its turn. Then it begins at nothing again.
struct RowUrgency: Sendable {
    private struct Candidate: Sendable, BitwiseCopyable {
        let sum: UInt32
        /// The row's place among all rows of the world that is to be shown.
        let row: Int32

        /// More urgent; of those alike the one that is first by table and id.
        static func > (left: Candidate, right: Candidate) -> Bool {
            left.sum != right.sum ? left.sum > right.sum : left.row < right.row
        }
    }

    /// Table and id of each row that was looked at last, ascending, and what it has gathered.
    private var keys: [UInt32] = []
    private var sums: [UInt32] = []
    private var oldKeys: [UInt32] = []
    private var oldSums: [UInt32] = []
    /// The rows that differ: chosen ones at the end, the rest in a heap, the most urgent first.
    private var candidates: [Candidate] = []
    private var heapCount = 0
    /// For each row whether it is chosen.
    private(set) var isChosen: [Bool] = []

    /// How many rows differ.
    var count: Int { candidates.count }

    /// How many rows are chosen.
    var chosen: Int { candidates.count - heapCount }

    /// Forgets everything and keeps the memory.
    mutating func reset() {
        keys.removeAll(keepingCapacity: true)
        sums.removeAll(keepingCapacity: true)
        candidates.removeAll(keepingCapacity: true)
        isChosen.removeAll(keepingCapacity: true)
        heapCount = 0
    }

    /// Looks at all rows of `now`: those that differ from `held` gather their weight for so many
    /// ticks. Nothing is chosen then.
    mutating func gather(
        _ now: borrowing Snapshot, held: borrowing Snapshot, weights: [UInt32], ticks: Int
    ) {
        swap(&keys, &oldKeys)
        swap(&sums, &oldSums)
        reset()
        var old = 0
        for table in now.tables.indices {
            gather(
                table, now.tables[table], held: held.tables[table], weights,
                UInt64(max(1, ticks)), &old)
        }
        heapCount = candidates.count
        for index in stride(from: heapCount / 2 - 1, through: 0, by: -1) { sink(index) }
    }

    /// Chooses the most urgent `most` rows, of those that were looked at; those that were chosen
    /// before stay so.
    mutating func choose(upTo most: Int) {
        while chosen < most && heapCount > 0 {
            heapCount -= 1
            candidates.swapAt(0, heapCount)
            isChosen[Int(candidates[heapCount].row)] = true
            sink(0)
        }
    }

    /// Takes the least urgent of the chosen rows back, until `most` are left.
    mutating func giveBack(downTo most: Int) {
        while chosen > most {
            isChosen[Int(candidates[heapCount].row)] = false
            // It belongs where the heap ends: no more urgent than its parents there, which were
            // chosen after it.
            heapCount += 1
            rise(heapCount - 1)
        }
    }

    /// The chosen rows were sent: they wait for nothing any more.
    mutating func settle() {
        for index in heapCount..<candidates.count { sums[Int(candidates[index].row)] = 0 }
    }

    private mutating func gather(
        _ table: Int, _ now: borrowing TableRows, held: borrowing TableRows, _ weights: [UInt32],
        _ ticks: UInt64, _ old: inout Int
    ) {
        let width = now.width
        let (ids, heldIDs) = (now.ids.span, held.ids.span)
        let (words, heldWords) = (now.words.span, held.words.span)
        var past = 0
        for index in ids.indices {
            let id = ids[index]
            let key = UInt32(table) << 16 | UInt32(id)
            let row = keys.count
            while past < heldIDs.count && heldIDs[past] < id { past += 1 }
            while old < oldKeys.count && oldKeys[old] < key { old += 1 }
            let isHeld = past < heldIDs.count && heldIDs[past] == id
            let isSame =
                isHeld
                && RowUrgency.isSame(words, index * width, heldWords, past * width, width)
            var sum: UInt32 = 0
            if !isSame {
                let before = old < oldKeys.count && oldKeys[old] == key ? oldSums[old] : 0
                let weight = row < weights.count ? max(1, weights[row]) : 1
                sum = UInt32(clamping: UInt64(before) + UInt64(weight) * ticks)
                candidates.append(Candidate(sum: sum, row: Int32(row)))
            }
            keys.append(key)
            sums.append(sum)
            isChosen.append(false)
        }
    }

    private static func isSame(
        _ one: Span<UInt32>, _ start: Int, _ other: Span<UInt32>, _ from: Int, _ width: Int
    ) -> Bool {
        for column in 0..<width where one[start + column] != other[from + column] { return false }
        return true
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            var best = parent
            for child in (2 * parent + 1)...(2 * parent + 2)
            where child < heapCount && candidates[child] > candidates[best] { best = child }
            if best == parent { return }
            candidates.swapAt(parent, best)
            parent = best
        }
    }

    private mutating func rise(_ start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard candidates[child] > candidates[parent] else { return }
            candidates.swapAt(parent, child)
            child = parent
        }
    }
}
