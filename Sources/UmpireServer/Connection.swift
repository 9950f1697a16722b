import UmpireBasics
import UmpireHTTP
import UmpireLoop
import UmpireProtocol
import UmpireWebSocket

/// One TCP connection: HTTP requests first, then, if it asks for it, one WebSocket.
///
/// ```
///   request ──▶ request (keep-alive) ──▶ upgraded ──▶ over
/// ```
final class Connection: Stream {
    private enum State {
        /// A request is awaited or has come in part.
        case request(RequestDecoder)
        /// A WebSocket, known to the shard by this number.
        case upgraded(ConnectionID)
        /// Goodbye is said; nothing that comes counts.
        case over
    }

    private unowned let server: ShardLoop
    private var state = State.request(RequestDecoder())
    private var frames = FrameDecoder(role: .server)
    private var pong: [UInt8]?
    /// When it opened, or the last answer was given.
    private(set) var waitingSince: Instant
    /// When bytes came last.
    private(set) var heardAt: Instant
    /// Where the server keeps it.
    var slot: Int = -1

    init(on loop: Loop, _ server: ShardLoop) {
        self.server = server
        waitingSince = loop.now
        heardAt = waitingSince
        super.init(on: loop)
    }

    /// Whether it is a WebSocket.
    var isUpgraded: Bool { if case .upgraded = state { true } else { false } }

    override func connected() {
        setUserTimeout(milliseconds: ServerLimits.unacknowledgedMilliseconds)
        limitKernelQueue(bytes: ServerLimits.kernelQueueBytes)
    }

    override func received(_ bytes: UnsafeMutableRawBufferPointer) {
        heardAt = server.turnTime
        var rest = bytes
        if case .request(let decoder) = state { receiveRequests(decoder, &rest) }
        if case .upgraded(let id) = state { receiveFrames(&rest, id) }
    }

    override func drained() {
        if case .upgraded(let id) = state { server.drained(id) }
    }

    override func ended(_ reason: StreamEnd) {
        goOver()
        server.ended(self)
    }

    /// Leaves the conversation; the shard is told once.
    private func goOver() {
        if case .upgraded(let id) = state { server.closed(id) }
        state = .over
    }

    // MARK: requests

    private func receiveRequests(
        _ decoder: RequestDecoder, _ rest: inout UnsafeMutableRawBufferPointer
    ) {
        var decoder = decoder
        do throws(RequestRefusal) {
            while case .request = state, let head = try decoder.next(&rest) { answer(head) }
            if case .request = state { state = .request(decoder) }
        } catch {
            server.counters.badRequests += 1
            send(error.response, keepAlive: false, .get)
        }
    }

    private func answer(_ head: RequestHead) {
        waitingSince = server.turnTime
        switch head.path {
        case "/play": upgrade(head)
        default: send(server.response(to: head), keepAlive: head.keepAlive, head.method)
        }
    }

    private func upgrade(_ head: RequestHead) {
        do throws(HandshakeRefusal) {
            let response = try Handshake.accept(head)
            response.withUnsafeBytes { send($0) }
            state = .upgraded(server.opened(self))
        } catch {
            server.counters.badRequests += 1
            send(error.response, keepAlive: false, head.method)
        }
    }

    /// Tells a client that sent no whole request in time, or none for long.
    func refuseSlowRequest() {
        guard case .request(let decoder) = state else { return }
        if decoder.isInsideHead || heardAt == waitingSince {
            send(
                Response(408, text: "no whole request came in time"), keepAlive: false, .get)
        } else {
            state = .over
            close()
        }
    }

    private func send(_ response: Response, keepAlive: Bool, _ method: HTTPMethod) {
        response.bytes(for: method, keepAlive: keepAlive).withUnsafeBytes { send($0) }
        if !keepAlive {
            state = .over
            close()
        }
    }

    // MARK: frames

    private func receiveFrames(_ rest: inout UnsafeMutableRawBufferPointer, _ id: ConnectionID) {
        do throws(WebSocketViolation) {
            while case .upgraded = state, let event = try frames.next(&rest) { handle(event, id) }
        } catch {
            server.counters.violations += 1
            say(goodbye: error.closeCode, "\(error)")
        }
        if let payload = pong {
            pong = nil
            sendControl(.pong, payload)
        }
    }

    private func handle(_ event: WebSocketEvent, _ id: ConnectionID) {
        switch event {
        case .text(let bytes): server.received(text: bytes, from: id)
        case .binary(let bytes): server.received(binary: bytes, from: id)
        // Of many pings in one packet only the newest is answered (RFC 6455 §5.5.3 allows it).
        case .ping(let bytes): pong = Array(bytes)
        case .pong: break
        case .close(let code, _): say(goodbye: code, "")
        }
    }

    /// Says goodbye with `code` and closes; the peer's answer is read and thrown away.
    func say(goodbye code: UInt16?, _ reason: String) {
        guard case .upgraded = state else { return }
        goOver()
        var bytes: [UInt8] = []
        FrameEncoder.appendClose(code: code, reason: reason, to: &bytes)
        bytes.withUnsafeBytes { send($0) }
        close()
    }

    /// Asks a silent peer whether it is there.
    func ping() { sendControl(.ping, []) }

    private func sendControl(_ opcode: Opcode, _ payload: [UInt8]) {
        guard isUpgraded, unsentBytes < ServerLimits.unsentBytes else { return }
        var bytes: [UInt8] = []
        FrameEncoder.append(opcode, payload: payload, to: &bytes)
        bytes.withUnsafeBytes { send($0) }
    }
}
