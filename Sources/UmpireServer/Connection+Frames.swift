import UmpireBasics
import UmpireLoop
import UmpireProtocol
import UmpireWebSocket

// What comes on a WebSocket.

extension Connection {
    func receiveFrames(_ rest: inout UnsafeMutableRawBufferPointer) {
        guard mayReceive(rest.count) else { return }
        do throws(WebSocketViolation) {
            while case .playing = stage, let event = try frames.next(&rest) {
                handle(event)
            }
        } catch {
            say(goodbye: error.closeCode, "\(error)", because: .badFrame)
        }
        answerPing()
        noteUnfinished()
        if case .leaving(let departure) = stage { departure.rest += rest }
    }

    /// Whether so many bytes more are within the limits; else goodbye is said.
    private func mayReceive(_ count: Int) -> Bool {
        if !allowance.bytes.take(server.limits.bytes, count: count, now: heardAt) {
            say(goodbye: .tooManyMessages, because: .bytes)
            return false
        }
        if account?.takeBytes(count, at: heardAt) == false {
            say(goodbye: .tooManyMessages, because: .addressMessages)
            return false
        }
        return true
    }

    private func handle(_ event: WebSocketEvent) {
        if account?.takeMessage(at: heardAt) == false {
            return say(goodbye: .tooManyMessages, because: .addressMessages)
        }
        switch event {
        case .text(let bytes):
            unfinishedSince = nil
            server.received(text: bytes, from: id)
        case .binary(let bytes):
            unfinishedSince = nil
            server.received(binary: bytes, from: id)
        // Of many pings in one packet only the newest is answered (RFC 6455 §5.5.3 allows it).
        case .ping(let bytes): if mayControl() { ping = Array(bytes) }
        case .pong: _ = mayControl()
        case .close(let code, _):
            answerPing()
            say(goodbye: code, "")
        }
    }

    /// A message may be under way for so long; control frames between its parts change nothing.
    private func noteUnfinished() {
        guard frames.isMidMessage else { return unfinishedSince = nil }
        if unfinishedSince == nil { unfinishedSince = heardAt }
    }

    private func mayControl() -> Bool {
        if allowance.controlFrames.take(server.limits.controlFrames, now: heardAt) { return true }
        say(goodbye: .tooManyMessages, because: .controlFrames)
        return false
    }

    private func answerPing() {
        guard let payload = ping else { return }
        ping = nil
        sendControl(.pong, payload)
    }

    /// Asks a silent peer whether it is there.
    func askWhetherThere() { sendControl(.ping, []) }

    private func sendControl(_ opcode: Opcode, _ payload: [UInt8]) {
        switch stage {
        case .playing, .echo: break
        case .request, .leaving, .over: return
        }
        guard unsentBytes < server.limits.unsentBytes else { return }
        var bytes: [UInt8] = []
        FrameEncoder.append(opcode, payload: payload, to: &bytes)
        bytes.withUnsafeBytes { later($0) }
    }

    // MARK: echo

    /// Sends every message back: for runs of conformance suites.
    func receiveEcho(_ rest: inout UnsafeMutableRawBufferPointer) {
        do throws(WebSocketViolation) {
            while case .echo = stage, let event = try frames.next(&rest) {
                echo(event)
            }
        } catch {
            say(goodbye: error.closeCode, "\(error)", because: .badFrame)
        }
        // Who does not read what it wrote is not read from either.
        if case .echo = stage, unsentBytes > server.limits.unsentBytes { pauseReading() }
    }

    private func echo(_ event: WebSocketEvent) {
        switch event {
        case .text(let bytes): sendMessage(.text, bytes)
        case .binary(let bytes): sendMessage(.binary, bytes)
        case .ping(let bytes): sendControl(.pong, Array(bytes))
        case .pong: break
        case .close(let code, _): say(goodbye: code, "")
        }
    }
}
