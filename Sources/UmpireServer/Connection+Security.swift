import UmpireLoop
import UmpireHTTP
import UmpireTLS

// TLS, between the socket and everything else.

extension Connection {
    /// Takes what the peer said under TLS.
    func receiveSecure(_ bytes: UnsafeMutableRawBufferPointer) {
        guard let secure else { return }
        var ciphertext = UnsafeRawBufferPointer(bytes)
        do throws(TLSFault) {
            while true {
                switch try secure.read(&ciphertext) {
                case .bytes(let count): receivePlain(secure.plaintext(count))
                case .needsMore: return secure.takeCiphertext { hold($0) }
                case .closed: return endedByPeer()
                }
            }
        } catch {
            server.counters[.badTLS] += 1
            secure.takeCiphertext { send($0) }
            if error == .plainHTTP { answerInPlain() }
            goOver()
            close()
        }
    }

    /// Who asks for a page without TLS is told how to ask.
    private func answerInPlain() {
        let response = Response(400, text: "this port speaks TLS; ask with https:// or wss://")
        response.bytes().withUnsafeBytes { send($0) }
    }

    /// The peer says nothing any more; its messages were all heard.
    private func endedByPeer() {
        goOver()
        closeAll()
    }
}
