import UmpireBasics
import UmpireHTTP
import UmpireLoop
import UmpireProtocol
import UmpireWebSocket

/// One TCP connection: HTTP requests first, then, if it asks for it, one WebSocket.
///
/// ```
///             ┌──────────▶ echo ─────────────┐
///   request ──┴─▶ playing ──┬────────────────┴─▶ over
///  (keep-alive)             └─▶ leaving: goes on, on another loop
/// ```
///
/// An idle WebSocket holds no memory but this object: what only requests or TLS need is apart.
final class Connection: Stream {
    enum Stage {
        /// A request is awaited or has come in part.
        case request(RequestReading)
        /// A WebSocket that the shard knows by `id`.
        case playing
        /// A WebSocket whose messages are sent back.
        case echo
        /// It is asked for on another loop; what came behind the message goes along.
        case leaving(Departure)
        /// Goodbye is said; nothing that comes counts.
        case over
    }

    // The server lets go of the connection when it has ended.
    let server: ShardLoop
    var stage: Stage
    /// The shard's number for it while it plays.
    var id = ConnectionID(0)
    var frames: FrameDecoder
    /// What was agreed on about compressed messages.
    var compression: CompressionAgreement?
    /// TLS, nil on the plain port.
    var secure: SecureChannel?
    /// What its address may still do here; nil when that is not bounded.
    var account: AddressAccount?
    var allowance: Allowance
    /// The newest ping that is not answered.
    var ping: [UInt8]?
    /// When bytes came last.
    var heardAt: Instant
    /// When the message that is under way began.
    var unfinishedSince: Instant?
    /// Where the server keeps it.
    var slot: UInt32 = 0

    init(on loop: Loop, _ server: ShardLoop) {
        self.server = server
        let now = loop.now
        heardAt = now
        allowance = Allowance(server.limits, now: now)
        stage = .request(RequestReading(until: now, server.limits))
        frames = FrameDecoder(role: .server, limits: server.limits.frames)
        super.init(on: loop)
    }

    override func connected() {
        setUserTimeout(milliseconds: server.limits.unacknowledgedMilliseconds)
        limitKernelQueue(bytes: server.limits.kernelQueueBytes)
    }

    override func received(_ bytes: UnsafeMutableRawBufferPointer) {
        server.now = loop.now
        heardAt = server.now
        if secure == nil { receivePlain(bytes) } else { receiveSecure(bytes) }
        if case .leaving(let departure) = stage { depart(departure) }
    }

    /// Reads frames as was agreed on with the client.
    func agree(on compression: CompressionAgreement?, _ limits: FrameDecoder.Limits) {
        self.compression = compression
        let deflation = compression == nil ? nil : server.deflation
        frames = FrameDecoder(role: .server, limits: limits, deflation: deflation)
    }

    /// Takes what the peer said, without TLS.
    func receivePlain(_ bytes: UnsafeMutableRawBufferPointer) {
        var rest = bytes
        if case .request(let reading) = stage { receiveRequests(&rest, reading) }
        switch stage {
        case .playing: receiveFrames(&rest)
        case .echo: receiveEcho(&rest)
        case .leaving(let departure): departure.rest += rest
        case .request, .over: break
        }
    }

    override func drained() {
        switch stage {
        case .playing: server.drained(id)
        case .echo: resumeReading()
        case .request, .leaving, .over: break
        }
    }

    override func ended(_ reason: StreamEnd) {
        goOver()
        server.ended(self, hasLeft: reason == .handedOver)
    }

    /// Whether it is no WebSocket yet.
    var isHandshaking: Bool { if case .request = stage { true } else { false } }

    /// The server stops, and the shard has said goodbye to those that play.
    func endAtStop(_ code: UmpireProtocol.CloseCode) {
        say(goodbye: code, because: nil)
        stage = .over
        closeAll()
    }

    /// Leaves the conversation; the shard is told once.
    func goOver() {
        switch stage {
        case .playing: server.closed(id)
        case .leaving: server.free(id)
        case .request, .echo, .over: break
        }
        stage = .over
    }

    /// Says goodbye with `code` and closes; the peer's answer is read and thrown away.
    func say(goodbye code: UInt16?, _ reason: String, because cause: RefusalCause? = nil) {
        switch stage {
        case .playing, .echo: break
        case .request, .leaving, .over: return
        }
        if let cause { server.counters[cause] += 1 }
        goOver()
        var bytes: [UInt8] = []
        FrameEncoder.appendClose(code: code, reason: reason, to: &bytes)
        bytes.withUnsafeBytes { push($0) }
        closeAll()
    }

    /// The same with a code and reason of the protocol.
    func say(goodbye code: UmpireProtocol.CloseCode, because cause: RefusalCause?) {
        say(goodbye: code.rawValue, code.reason, because: cause)
    }

    /// What the sweep does, about once a second.
    func look(at now: Instant) {
        switch stage {
        case .request(let reading):
            if reading.deadline <= now { refuseSlowRequest(reading) }
        case .playing, .echo: lookAtFrames(at: now)
        case .leaving, .over: break
        }
    }

    private func lookAtFrames(at now: Instant) {
        let silent = now.nanoseconds(since: heardAt) / 1_000_000
        if silent >= Int64(server.limits.silenceMilliseconds) { return reset() }
        if silent >= Int64(server.limits.pingMilliseconds) { askWhetherThere() }
        guard let unfinishedSince else { return }
        let unfinished = now.nanoseconds(since: unfinishedSince) / 1_000_000
        if unfinished >= Int64(server.limits.messageMilliseconds) {
            say(goodbye: .policy, because: .unfinishedMessage)
        }
    }
}
