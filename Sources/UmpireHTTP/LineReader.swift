/// Cuts a head into lines; every byte is looked at once, however the head arrives.
struct LineReader: Sendable {
    /// The line that `next` completed, without CR LF; else the part of it that has arrived.
    private(set) var line: [UInt8] = []
    /// The number of the line, from 1.
    private(set) var number = 0
    /// Bytes of this head so far.
    private var headBytes = 0
    private var isLineComplete = true
    private let maxBytes: Int

    init(maxBytes: Int) { self.maxBytes = maxBytes }

    /// Takes bytes from the front of `input` until `line` is complete.
    ///
    /// - Returns: false when `input` is used up before the line ends.
    mutating func next(_ input: inout UnsafeRawBufferPointer) throws(HeadFault) -> Bool {
        if isLineComplete {
            line.removeAll(keepingCapacity: true)
            number += 1
            isLineComplete = false
        }
        let allowed = input.prefix(maxBytes - headBytes)
        let end = allowed.firstIndex(of: Characters.lineFeed)
        if end == nil, allowed.count < input.count { throw .tooLong(limit: maxBytes) }
        let taken = input[..<(end.map { $0 + 1 } ?? input.endIndex)]
        headBytes += taken.count
        line.append(contentsOf: taken)
        input = UnsafeRawBufferPointer(rebasing: input[taken.endIndex...])
        guard end != nil else { return false }
        line.removeLast()
        guard line.last == Characters.carriageReturn else { throw .bareLineFeed(line: number) }
        line.removeLast()
        isLineComplete = true
        return true
    }

    /// Forgets the head, and its memory, to start with the next one.
    mutating func reset() { self = LineReader(maxBytes: maxBytes) }

    /// Bytes held of a line that is not complete.
    var bufferedBytes: Int { isLineComplete ? 0 : line.count }
}
