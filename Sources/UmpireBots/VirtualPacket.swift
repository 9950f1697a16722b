import UmpireBasics
import UmpireProtocol

/// What travels on a virtual connection; its bytes lie in the network's chunks.
struct VirtualPacket {
    enum Content {
        /// The WebSocket opens; on its way back, it is open.
        case open
        case text
        case binary
        /// A binary frame of these four bytes and the packet's own, which others share.
        case snapshot(SnapshotPrefix)
        /// Bytes that are no frame.
        case raw
        case ping
        case pong
        /// A goodbye, with the server's code.
        case close(CloseCode)
        /// The end of a connection without a word; to a client that opens one, nobody is there.
        case gone
    }

    var due: Instant
    let content: Content
    /// The chunk of its bytes; below 0: it has none.
    var chunk: Int32 = -1
    var start: Int32 = 0
    var count: Int32 = 0

    init(_ content: Content) {
        due = .zero
        self.content = content
    }

    init(_ content: Content, chunk: Int, _ range: Range<Int>) {
        due = .zero
        self.content = content
        self.chunk = Int32(chunk)
        start = Int32(range.lowerBound)
        count = Int32(range.count)
    }

    /// What it weighs on the line, with the head of a frame and of a segment.
    var byteCount: Int { Int(count) + 46 }

    /// Where its bytes lie in its chunk.
    var range: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
}
