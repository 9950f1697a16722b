import UmpireHTTP
import UmpireLoop
import UmpireTLS
import UmpireWebSocket

// From bytes to messages.

extension BotStream {
    /// Asks for the WebSocket.
    func ask() {
        guard case .connecting(let key) = stage else { return }
        stage = .upgrading(key)
        let request = Handshake.request(
            host: target.address.authority, target: target.address.path, key: key)
        request.withUnsafeBytes { push($0) }
    }

    /// Takes bytes that have arrived, and may change them.
    func take(_ bytes: UnsafeMutableRawBufferPointer) {
        guard let secure else { return takePlain(bytes) }
        var ciphertext = UnsafeRawBufferPointer(bytes)
        do throws(TLSFault) {
            while !isOver {
                switch try secure.read(&ciphertext, into: driver.plaintext) {
                case .bytes(let count):
                    takePlain(UnsafeMutableRawBufferPointer(rebasing: driver.plaintext[..<count]))
                case .needsMore:
                    secure.takeCiphertext { transmit($0) }
                    if secure.isWritable { ask() }
                    return
                case .closed: return
                }
            }
        } catch {
            secure.takeCiphertext { transmit($0) }
            lose(code: nil, because: "\(error)")
            close()
        }
    }

    private func takePlain(_ bytes: UnsafeMutableRawBufferPointer) {
        var input = bytes
        if case .upgrading(let key) = stage, !upgrade(&input, key) { return }
        readFrames(&input)
    }

    /// Reads the answer to the upgrade; false when it is not there yet or no upgrade.
    private func upgrade(
        _ input: inout UnsafeMutableRawBufferPointer, _ key: HandshakeKey
    ) -> Bool {
        do {
            guard let head = try response.next(&input) else { return false }
            try Handshake.verify(head, key: key)
        } catch {
            lose(code: nil, because: "\(error)")
            close()
            return false
        }
        stage = .open
        driver.opened(self)
        return true
    }

    private func readFrames(_ input: inout UnsafeMutableRawBufferPointer) {
        do {
            while isPlaying, let event = try frames.next(&input) {
                switch event {
                case .text(let payload): driver.received(text: payload, on: self)
                case .binary(let payload): driver.received(binary: payload, on: self)
                case .ping(let payload): send(.pong, payload)
                case .pong: break
                case .close(let code, _):
                    sendClose(code)
                    lose(code: code, because: nil)
                    closeWhenSent()
                }
            }
        } catch {
            sendClose(error.closeCode)
            lose(code: nil, because: "\(error)")
            closeWhenSent()
        }
    }
}
