import UmpireBasics
import UmpireWebSocket

/// Frames, as a server and as a client reads them: alike in any pieces, within small limits.
enum FramesTarget {
    private static let limits = FrameDecoder.Limits(maxMessageBytes: 300, maxFragments: 4)

    static func run(_ input: FuzzInput) {
        let role: WebSocketRole = input.choices & 1 == 0 ? .server : .client
        let read = { (whole: Bool) in
            FrameRecord(
                input, whole: whole, decoder: FrameDecoder(role: role, limits: limits),
                maxBytes: limits.maxMessageBytes)
        }
        require(read(true) == read(false), "frames are read alike in any pieces")
    }
}
