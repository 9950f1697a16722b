import UmpireBasics
import UmpireLoop
import UmpireWebSocket

// What goes out: at most one write a turn for each connection, whatever falls into the turn.

extension Connection {
    /// Sends now, in one write with all that waits.
    func push(_ head: UnsafeRawBufferPointer, _ tail: UnsafeRawBufferPointer? = nil) {
        if let secure {
            secure.encrypt(head, tail)
            secure.takeCiphertext { send($0) }
        } else if let tail {
            send(head, tail)
        } else {
            send(head)
        }
    }

    /// Sends with the snapshot of this turn or, without one, when the turn ends.
    func later(_ bytes: UnsafeRawBufferPointer) {
        if let secure {
            secure.encrypt(bytes, nil)
            secure.takeCiphertext { hold($0) }
        } else {
            hold(bytes)
        }
    }

    /// Sends a whole message later, compressed when that was agreed on and pays.
    func sendMessage(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer) {
        var bytes: [UInt8] = []
        if let deflation = server.deflation {
            deflation.append(opcode, payload: payload, under: compression, to: &bytes)
        } else {
            FrameEncoder.append(opcode, payload: payload, to: &bytes)
        }
        bytes.withUnsafeBytes { later($0) }
    }

    /// Ends our half, TLS first.
    func closeAll() {
        if let secure {
            secure.close()
            secure.takeCiphertext { send($0) }
        }
        close()
    }
}
