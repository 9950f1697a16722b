/// Memory of one loop's queues that stands ready for the next queue: bytes that wait for the end
/// of a turn cost no allocation in the long run, and an idle stream keeps none of it.
final class SpareBlocks {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit {
        for block in blocks { block.deallocate() }
    }

    /// A block, or memory of its own for more than a block holds.
    func take(atLeast byteCount: Int) -> (memory: UnsafeMutableRawPointer, byteCount: Int) {
        let size = max(byteCount, LoopLimits.blockBytes)
        if size == LoopLimits.blockBytes, let block = blocks.popLast() { return (block, size) }
        return (.allocate(byteCount: size, alignment: 16), size)
    }

    /// Keeps blocks up to `LoopLimits.spareBlocks`, and frees what is larger.
    func give(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
        if byteCount == LoopLimits.blockBytes && blocks.count < LoopLimits.spareBlocks {
            blocks.append(memory)
        } else {
            memory.deallocate()
        }
    }
}
