import UmpireBasics
import UmpireLoop
import UmpireNetwork
import UmpireProtocol
import UmpireWebSocket

// From messages to bytes: at most one write a turn, whatever falls into the turn.

extension BotStream {
    /// Bytes that may wait for a server that does not read; with more the connection is given up.
    private static let unsentBytes = 1 << 20

    /// Sends a message of the bot's.
    func send(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer) {
        guard isPlaying else { return }
        let key = masks.word()
        driver.withFrame(opcode, payload, maskKey: key) { push($0) }
    }

    /// Sends bytes that are no frame.
    func send(raw bytes: UnsafeRawBufferPointer) {
        if isPlaying { push(bytes) }
    }

    /// Says goodbye; the bot has no more to do with this connection.
    func sayGoodbye(_ code: UmpireProtocol.CloseCode) {
        if isPlaying { sendClose(code.rawValue) }
        stage = .over
        closeWhenSent()
    }

    func sendClose(_ code: UInt16?) {
        var frame: [UInt8] = []
        FrameEncoder.appendClose(code: code, maskKey: masks.word(), to: &frame)
        frame.withUnsafeBytes { push($0) }
    }

    /// Breaks the connection as networks do.
    func breakOff(_ cut: Cut) {
        switch cut {
        case .reset:
            stage = .over
            reset()
        case .fin:
            stage = .over
            secure = nil
            closeWhenSent()
        case .blackHole:
            stage = .over
            link = nil
            pauseReading()
        case .stopReading: stopListening()
        }
    }

    /// Ends our half once all that is on its way has left.
    func closeWhenSent() {
        closesWhenSent = true
        secure?.close()
        secure?.takeCiphertext { transmit($0) }
        if let link, !link.up.isEmpty { return }
        close()
    }

    /// Sends bytes of the WebSocket.
    func push(_ bytes: UnsafeRawBufferPointer) {
        guard let secure else { return transmit(bytes) }
        secure.write(bytes)
        secure.takeCiphertext { transmit($0) }
    }

    /// Sends bytes of the TCP connection.
    func transmit(_ bytes: UnsafeRawBufferPointer) {
        if link != nil {
            let arrives = link?.send(bytes, at: driver.now) ?? false
            if !arrives { return giveUp("its line is too narrow for what it sends") }
            return lookAtLink()
        }
        if unsentBytes > BotStream.unsentBytes { return giveUp("the server does not read") }
        hold(bytes)
    }

    private func giveUp(_ reason: String) {
        lose(code: nil, because: reason)
        reset()
    }
}
