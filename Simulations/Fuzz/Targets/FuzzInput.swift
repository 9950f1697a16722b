/// An input of libFuzzer: how to cut it, and what is cut.
///
/// ```
///  byte 0                     then           then
///  ┌──────────┬────────────┐ ┌────────────┐ ┌─────────
///  │ choices 5│ cut count 3│ │ cuts, 1 B  │ │ bytes …
///  └──────────┴────────────┘ └────────────┘ └─────────
/// ```
struct FuzzInput {
    /// Five bits for the target to decide on.
    let choices: UInt8
    /// What the peer sends.
    let bytes: [UInt8]
    /// Where the pieces end, in order.
    let cuts: [Int]

    init(_ raw: UnsafeRawBufferPointer) {
        let first = raw.first ?? 0
        let cutCount = min(Int(first & 7), max(0, raw.count - 1))
        let rest = Array(raw.dropFirst(1 + cutCount))
        choices = first >> 3
        bytes = rest
        // A short input can be cut at every place, a long one at each 255th part.
        cuts = raw.dropFirst().prefix(cutCount).map { place in
            rest.count < 256 ? Int(place) % (rest.count + 1) : Int(place) * rest.count / 255
        }.sorted()
    }

    /// Calls `take` with all the bytes, or with one piece after the other, each in memory of its
    /// own: a read behind its end is an address error.
    func feed(whole: Bool, _ take: (UnsafeMutableRawBufferPointer) -> Void) {
        var start = 0
        for end in (whole ? [] : cuts) + [bytes.count] {
            let memory = UnsafeMutableRawBufferPointer.allocate(
                byteCount: end - start, alignment: 1)
            memory.copyBytes(from: bytes[start..<end])
            take(memory)
            memory.deallocate()
            start = end
        }
    }
}
