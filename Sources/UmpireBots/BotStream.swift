import UmpireBasics
import UmpireHTTP
import UmpireLoop
import UmpireNetwork
import UmpireWebSocket

/// One bot's connection: opens a WebSocket, and passes messages between it and the driver.
///
/// ```
///   connecting ─▶ upgrading ─▶ open ─▶ over: whatever still happens is nobody's
///
///   frames ◀─▶ TLS, on wss: ◀─▶ link, unless the network is perfect ◀─▶ socket
/// ```
final class BotStream: Stream {
    enum Stage {
        case connecting(HandshakeKey)
        case upgrading(HandshakeKey)
        case open
        case over
    }

    /// The bot's number.
    let bot: Int
    // Held until the stream has ended, which may be after the driver's alarm.
    let driver: SocketDriver
    let target: SocketTarget
    var stage: Stage
    var secure: BotSecurity?
    var link: BotLink?
    /// When the driver will look at the link.
    var linkDue: Instant?
    /// The player does not read what arrives.
    var hasStoppedReading = false
    /// Nothing follows what is on its way to the server.
    var closesWhenSent = false
    /// The server's end is closed; what it sent before is still on its way.
    var endedFor: StreamEnd?
    var response = ResponseDecoder()
    var frames = FrameDecoder(
        role: .client, limits: FrameDecoder.Limits(maxMessageBytes: 1 << 20))
    var masks: GameRandom

    init(bot: Int, of driver: SocketDriver, to target: SocketTarget, seed: UInt64) {
        self.bot = bot
        self.driver = driver
        self.target = target
        masks = GameRandom(seed: seed, stream: 1)
        stage = .connecting(HandshakeKey(random: (seed, seed.byteSwapped)))
        super.init(on: driver.loop)
    }

    override func connected() {
        driver.now = loop.now
        guard case .connecting = stage else { return }
        guard let context = target.tls else { return ask() }
        do {
            let secure = try BotSecurity(context, host: target.address.host)
            self.secure = secure
            secure.takeCiphertext { transmit($0) }
        } catch {
            lose(code: nil, because: "\(error)")
            close()
        }
    }

    override func received(_ bytes: UnsafeMutableRawBufferPointer) {
        driver.now = loop.now
        if case .over = stage { return }
        guard link != nil else { return take(bytes) }
        link?.receive(UnsafeRawBufferPointer(bytes), at: driver.now)
        lookAtLink()
    }

    override func ended(_ reason: StreamEnd) {
        driver.now = loop.now
        if let link, !link.down.isEmpty, !hasStoppedReading {
            endedFor = reason
        } else {
            lose(code: nil, because: "\(reason)")
        }
        driver.streamEnded(self)
    }

    /// Whether messages can be sent.
    var isPlaying: Bool { if case .open = stage { true } else { false } }

    /// Whether nothing that happens counts any more.
    var isOver: Bool { if case .over = stage { true } else { false } }

    /// The connection is over, and not by the bot's own doing: says so, once.
    func lose(code: UInt16?, because reason: String?) {
        if isOver { return }
        stage = .over
        driver.lost(self, code: code, because: reason)
    }
}
