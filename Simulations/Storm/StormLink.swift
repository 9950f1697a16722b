import UmpireBasics
import UmpireRoom
import UmpireWebSocket

/// What was sent on a connection and has not been read: what its reader must find, in order.
enum Promise {
    /// A text with this hash.
    case text(UInt64)
    /// A snapshot of this tick, and the hash of what the server showed then.
    case snapshot(tick: UInt32, viewHash: UInt32?)
    /// Tables of the codec with this hash.
    case tables(UInt64)
}

/// One connection of a storm: two pipes with frames, and what both ends know.
final class StormLink {
    let index: Int
    /// The client at the other end; nil: a stranger.
    let client: Int?
    var up = Pipe()
    var down = Pipe()
    /// The server's number for it, once it has one.
    var connection: ConnectionID?
    var serverFrames = FrameDecoder(
        role: .server, limits: .init(maxMessageBytes: Limits.controlMessageBytes))
    var clientFrames = FrameDecoder(role: .client, limits: .init(maxMessageBytes: 1 << 20))
    /// Whether the server is done with it, and whether the client is.
    var isServerOver = false
    var isClientOver = false
    /// When it looks at a pipe next.
    var upAlarm: Instant?
    var downAlarm: Instant?
    /// What the client must find.
    private var promises: [Promise] = []
    private var firstPromise = 0
    /// Where it is in, as the server last said by a text.
    var room: Room?
    var player: PlayerID?
    /// A stranger's script, sent when it is open.
    var script: [UInt8] = []
    /// A stranger with a token that must not work.
    var mustNotSit = false
    /// What was shown last, for a canary.
    var lastBody: [UInt8] = []
    var heardAt = Instant.zero

    init(_ index: Int, client: Int?) {
        self.index = index
        self.client = client
    }

    func promise(_ promise: Promise) { promises.append(promise) }

    /// How much must still be found.
    var promised: Int { promises.count - firstPromise }

    func takePromise() -> Promise? {
        guard firstPromise < promises.count else { return nil }
        defer {
            firstPromise += 1
            if firstPromise == promises.count {
                promises.removeAll(keepingCapacity: true)
                firstPromise = 0
            }
        }
        return promises[firstPromise]
    }
}
