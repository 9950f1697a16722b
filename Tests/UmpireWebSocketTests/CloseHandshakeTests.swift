import Testing
import UmpireWebSocket

@Suite("a close handshake")
struct CloseHandshakeTests {
    @Test("C1: the peer's close is echoed and ends the transport")
    func peerCloses() {
        for code in [nil, 1000, 4410] as [UInt16?] {
            var handshake = CloseHandshake()
            #expect(handshake.receive(code: code) == .sendAndEnd(code: code))
            #expect(handshake.state == .closed(code: code ?? 1005))
            #expect(handshake.receive(code: code) == .nothing)
        }
    }

    @Test("C3: our close waits for the peer's and is sent once")
    func weClose() {
        var handshake = CloseHandshake()
        #expect(handshake.isOpen)
        #expect(handshake.close(code: 1001) == .send(code: 1001))
        #expect(!handshake.isOpen)
        #expect(handshake.close(code: 1012) == .nothing)
        #expect(handshake.receive(code: 1001) == .end)
        #expect(handshake.state == .closed(code: 1001))
        #expect(handshake.close(code: 1001) == .nothing)
    }

    @Test("C2: a close that is never answered ends as 1006, which is never sent")
    func neverAnswered() {
        var handshake = CloseHandshake()
        _ = handshake.close(code: 1008)
        #expect(handshake.timedOut() == .end)
        #expect(handshake.state == .closed(code: 1006))
        #expect(handshake.timedOut() == .nothing)
    }

    @Test("C2: a transport that ends without a close is 1006")
    func lostTransport() {
        var handshake = CloseHandshake()
        #expect(handshake.transportEnded() == .end)
        #expect(handshake.state == .closed(code: 1006))
        var answered = CloseHandshake()
        _ = answered.receive(code: 1000)
        #expect(answered.transportEnded() == .nothing)
        #expect(answered.state == .closed(code: 1000))
    }

    @Test("a violation is answered with its code, once")
    func violation() {
        var handshake = CloseHandshake()
        #expect(handshake.fail(.missingMask) == .sendAndEnd(code: 1002))
        #expect(handshake.fail(.missingMask) == .nothing)
        var closing = CloseHandshake()
        _ = closing.close(code: 1001)
        #expect(closing.fail(.missingMask) == .end)
    }
}
