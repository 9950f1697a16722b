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
        case request
        /// A WebSocket, known to the shard by this number.
        case upgraded(ConnectionID)
        /// It is asked for on another loop; what came behind the message goes along.
        case leaving(ConnectionID, Departure)
        /// Goodbye is said; nothing that comes counts.
        case over
    }

    /// Where a connection goes, and with what.
    private struct Departure {
        let index: Int
        let name: String?
        let message: [UInt8]
    }

    // The server lets go of the connection when it has ended.
    private let server: ShardLoop
    private var state = State.request
    private var requests = RequestDecoder()
    private var frames = FrameDecoder(role: .server)
    private var pong: [UInt8]?
    /// Whether the last request was answered and nothing of another has come.
    private var isResting = false
    /// Until when a request must be whole, or the rest end.
    private(set) var requestDeadline: Instant
    /// When bytes came last.
    private(set) var heardAt: Instant
    /// How often it may still move to another loop: there, the limits on messages begin afresh.
    private var moves: TokenBucket
    /// Where the server keeps it.
    var slot: Int = -1

    init(on loop: Loop, _ server: ShardLoop) {
        self.server = server
        heardAt = loop.now
        requestDeadline = heardAt.advanced(byMilliseconds: server.limits.requestMilliseconds)
        moves = TokenBucket(rate: 1, burst: server.limits.moves, now: heardAt)
        super.init(on: loop)
    }

    /// Whether it is a WebSocket.
    var isUpgraded: Bool { if case .upgraded = state { true } else { false } }

    override func connected() {
        setUserTimeout(milliseconds: server.limits.unacknowledgedMilliseconds)
        limitKernelQueue(bytes: server.limits.kernelQueueBytes)
    }

    override func received(_ bytes: UnsafeMutableRawBufferPointer) {
        server.now = loop.now
        heardAt = server.now
        var rest = bytes
        if case .request = state { receiveRequests(&rest) }
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

    private func receiveRequests(_ rest: inout UnsafeMutableRawBufferPointer) {
        do throws(RequestRefusal) {
            while case .request = state, let head = try requests.next(&rest) { answer(head) }
            guard isResting, requests.isInsideHead else { return }
            isResting = false
            requestDeadline = heardAt.advanced(byMilliseconds: server.limits.requestMilliseconds)
        } catch {
            server.counters.badRequests += 1
            send(error.response, keepAlive: false, .get)
        }
    }

    private func answer(_ head: RequestHead) {
        isResting = true
        requestDeadline = heardAt.advanced(byMilliseconds: server.limits.keepAliveMilliseconds)
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
            server.perform()
        } catch {
            server.counters.badRequests += 1
            send(error.response, keepAlive: false, head.method)
        }
    }

    /// Tells a client that sent no whole request in time, or none for long.
    func refuseSlowRequest() {
        guard case .request = state else { return }
        if isResting {
            state = .over
            close()
        } else {
            server.counters.badRequests += 1
            send(
                Response(408, text: "no whole request came in time; send it at once"),
                keepAlive: false, .get)
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
        if case .leaving(let id, let departure) = state { depart(id, departure, Array(rest)) }
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

    // MARK: moving

    /// Leaves for another loop, once the message that is being handled has been.
    func leave(for index: Int, name: String?, message: [UInt8]) {
        guard case .upgraded(let id) = state else { return }
        guard moves.take(now: server.now) else {
            let code = UmpireProtocol.CloseCode.tooManyMessages
            return say(goodbye: code.rawValue, code.reason)
        }
        state = .leaving(id, Departure(index: index, name: name, message: message))
    }

    private func depart(_ id: ConnectionID, _ departure: Departure, _ rest: [UInt8]) {
        guard let connection = handOver() else {
            // Bytes are unsent, or no descriptor is left; the client may try again.
            state = .upgraded(id)
            let code = UmpireProtocol.CloseCode.tryLater
            return say(goodbye: code.rawValue, code.reason)
        }
        state = .over
        server.depart(
            self, id, to: departure.index,
            Arrival(
                connection: connection, name: departure.name, message: departure.message,
                rest: rest, moves: moves))
    }

    /// Goes on with a connection that came from another loop.
    func goOn(_ arrival: Arrival) throws(LoopError) {
        try adopt(arrival.connection)
        guard isOpen else { return }
        moves = arrival.moves
        let id = server.arrived(self, arrival)
        var rest = arrival.rest
        rest.withUnsafeMutableBytes { bytes in
            var bytes = bytes
            if case .upgraded = state { receiveFrames(&bytes, id) }
        }
    }

    /// Becomes the WebSocket with this number.
    func settle(_ id: ConnectionID) { state = .upgraded(id) }

    // MARK: goodbye

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
        guard isUpgraded, unsentBytes < server.limits.unsentBytes else { return }
        var bytes: [UInt8] = []
        FrameEncoder.append(opcode, payload: payload, to: &bytes)
        bytes.withUnsafeBytes { send($0) }
    }
}
