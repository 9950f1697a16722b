import Testing
import UmpireLoop

@Suite("a stream")
struct StreamTests {
    @Test("what a server echoes comes back whole and in order")
    func echo() throws {
        let census = Census()
        let heard = Shared("")
        let peers = Shared<[SocketAddress]>([])
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, peer in
                peers.change { $0.append(peer) }
                let server = ScriptedStream(on: loop, census)
                server.onReceived = { $0.send(UnsafeRawBufferPointer($1)) }
                return server
            }
            let client = ScriptedStream(on: loop, census)
            client.onConnected = { $0.send(text: "hello, ") }
            client.onReceived = { stream, bytes in
                heard.change { $0 += text(bytes) }
                if heard.value == "hello, " { stream.send(text: "world") }
                if heard.value == "hello, world" {
                    stream.close()
                    listener.close()
                }
            }
            try client.connect(host: "127.0.0.1", port: listener.port)
        }
        #expect(heard.value == "hello, world")
        #expect(peers.value.map(\.host) == ["127.0.0.1"])
        #expect(Set(census.reasons.value) == [.peerClosed, .closedByUs])
        census.expectAllGone()
    }

    @Test("bytes sent while connecting arrive, and two pieces arrive as one")
    func sendBeforeConnected() throws {
        let census = Census()
        let heard = Shared("")
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "::1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onReceived = { _, bytes in heard.change { $0 += text(bytes) } }
                return server
            }
            let client = ScriptedStream(on: loop, census)
            try client.connect(host: "::1", port: listener.port)
            client.send(text: "early ")
            #expect(client.unsentBytes == 6)
            client.onDrained = {
                $0.send(bytes(of: "two "), bytes(of: "pieces"))
                $0.close()
                listener.close()
            }
        }
        #expect(heard.value == "early two pieces")
        census.expectAllGone()
    }

    @Test("a slow reader leaves unsent bytes, and drained is called when they are gone")
    func slowReader() throws {
        let size = 24_000_000
        let census = Census()
        let unsentCounts = Shared<[Int]>([])
        let receivedCount = Shared(0)
        try onLoop { loop in
            let reader = Shared(0)
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onConnected = { server in
                    server.send(zeros: size)
                    unsentCounts.change { $0.append(server.unsentBytes) }
                    server.send(text: "end")
                    unsentCounts.change { $0.append(server.unsentBytes) }
                    reader.set(1)
                }
                server.onDrained = {
                    unsentCounts.change { $0.append(-1) }
                    $0.close()
                }
                return server
            }
            let client = ScriptedStream(on: loop, census)
            client.onConnected = { $0.pauseReading() }
            client.onReceived = { _, bytes in receivedCount.change { $0 += bytes.count } }
            client.onEnded = { _, _ in listener.close() }
            try client.connect(host: "127.0.0.1", port: listener.port)
            loop.onTurnEnd {
                if reader.value == 1 { client.resumeReading() }
            }
        }
        let counts = unsentCounts.value
        try #require(counts.count == 3, "drained is called once")
        #expect(counts[0] > 0 && counts[1] == counts[0] + 3 && counts[2] == -1)
        #expect(receivedCount.value == size + 3)
        #expect(census.reasons.value.contains(.closedByUs))
        census.expectAllGone()
    }

    @Test("bytes sent while connecting arrive even when connected closes at once")
    func closeInConnected() throws {
        let census = Census()
        let heard = Shared("")
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onReceived = { _, bytes in heard.change { $0 += text(bytes) } }
                return server
            }
            let client = ScriptedStream(on: loop, census)
            client.onConnected = { $0.close() }
            client.onEnded = { _, _ in listener.close() }
            try client.connect(host: "127.0.0.1", port: listener.port)
            client.send(text: "early")
        }
        #expect(heard.value == "early")
        #expect(!census.reasons.value.contains { if case .reset = $0 { true } else { false } })
        census.expectAllGone()
    }

    @Test("a peer for which too much waits is reset")
    func unsentOverflow() throws {
        let census = Census()
        try onLoop { loop in
            let client = ScriptedStream(on: loop, census)
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onConnected = {
                    while $0.isOpen { $0.send(zeros: 1 << 20) }
                    #expect($0.unsentBytes <= LoopLimits.unsentBytes)
                }
                server.onEnded = { _, reason in
                    #expect(reason == .unsentOverflow)
                    client.resumeReading()
                }
                return server
            }
            client.onConnected = { $0.pauseReading() }
            client.onEnded = { _, _ in listener.close() }
            try client.connect(host: "127.0.0.1", port: listener.port)
        }
        #expect(census.reasons.value.contains(.unsentOverflow))
        census.expectAllGone()
    }

    @Test("two pieces arrive whole wherever the kernel stops", arguments: [3, 400_000, 600_000])
    func twoPieces(headCount: Int) throws {
        let census = Census()
        let total = 600_003
        let received = Shared(0)
        let isInOrder = Shared(true)
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onConnected = { server in
                    server.limitKernelQueue(bytes: 16_384)
                    let bytes = (0..<total).map { UInt8(truncatingIfNeeded: $0 / 251) }
                    bytes.withUnsafeBytes {
                        server.send(
                            UnsafeRawBufferPointer(rebasing: $0[..<headCount]),
                            UnsafeRawBufferPointer(rebasing: $0[headCount...]))
                    }
                    #expect(server.unsentBytes > 0)
                    server.close()
                }
                return server
            }
            let client = ScriptedStream(on: loop, census)
            client.onReceived = { _, bytes in
                var index = received.value
                for byte in bytes {
                    if byte != UInt8(truncatingIfNeeded: index / 251) { isInOrder.set(false) }
                    index += 1
                }
                received.set(index)
            }
            client.onEnded = { _, _ in listener.close() }
            try client.connect(host: "127.0.0.1", port: listener.port)
        }
        #expect(received.value == total && isInOrder.value)
        census.expectAllGone()
    }

    @Test("a reset by the peer ends the stream as reset")
    func peerResets() throws {
        let census = Census()
        let serverEnd = Shared<StreamEnd?>(nil)
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onConnected = { $0.send(text: "go") }
                server.onEnded = { serverEnd.set($1) }
                return server
            }
            let client = ScriptedStream(on: loop, census)
            client.onReceived = { stream, _ in
                stream.reset()
                listener.close()
            }
            try client.connect(host: "127.0.0.1", port: listener.port)
        }
        guard case .reset = serverEnd.value else {
            Issue.record("ended with \(String(describing: serverEnd.value))")
            return
        }
        census.expectAllGone()
    }

    @Test("the end of the peer's half comes after its bytes, and unsent bytes still reach it")
    func peerEnds() throws {
        let size = 20_000_000
        let census = Census()
        let events = Shared<[String]>([])
        let port = Shared(0)
        let isListening = Gate()
        let thread = try LoopThread.start(name: "server") { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onReceived = { stream, bytes in
                    events.change { $0.append(text(bytes)) }
                    stream.send(zeros: size)
                }
                server.onEnded = { [unowned loop] _, reason in
                    events.change { $0.append("\(reason)") }
                    loop.stop()
                }
                return server
            }
            port.set(listener.port)
            isListening.open()
        }
        try isListening.wait()
        let client = try PlainClient(port: port.value)
        client.send("last words")
        client.endSending()
        #expect(client.receiveAll() == size)
        try joinInTime(thread)
        #expect(events.value == ["last words", "closed by the peer"])
        census.expectAllGone()
    }

    @Test("connecting to a port where nobody listens ends as connectFailed")
    func nobodyListens() throws {
        let census = Census()
        let port = Shared(0)
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { _, _ in nil }
            port.set(listener.port)
            listener.close()
        }
        try onLoop { loop in
            try ScriptedStream(on: loop, census).connect(host: "127.0.0.1", port: port.value)
        }
        guard case .connectFailed? = census.reasons.value.first else {
            Issue.record("ended with \(census.reasons.value)")
            return
        }
        census.expectAllGone()
    }

    @Test("a peer that never ends its half is reset at the deadline of the close")
    func lingerDeadline() throws {
        let census = Census()
        let reasons = Shared<[StreamEnd]>([])
        try onLoop { loop in
            let client = ScriptedStream(on: loop, census)
            client.onConnected = { $0.pauseReading() }
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onConnected = {
                    $0.send(zeros: 24_000_000)
                    $0.close(lingerMilliseconds: 1)
                    $0.send(text: "ignored")
                }
                server.onEnded = { _, reason in
                    reasons.change { $0.append(reason) }
                    client.resumeReading()
                }
                return server
            }
            client.onEnded = { _, _ in listener.close() }
            try client.connect(host: "127.0.0.1", port: listener.port)
        }
        #expect(reasons.value == [.closedByUs])
        census.expectAllGone()
    }

    @Test("a peer that is still sending reads our last bytes and no reset")
    func lastBytesArrive() throws {
        let census = Census()
        let port = Shared(0)
        let isListening = Gate()
        let thread = try LoopThread.start(name: "server") { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onReceived = { stream, _ in
                    stream.send(text: "too large")
                    stream.close()
                }
                server.onEnded = { [unowned loop] _, _ in loop.stop() }
                return server
            }
            port.set(listener.port)
            isListening.open()
        }
        try isListening.wait()
        let client = try PlainClient(port: port.value)
        client.send(String(repeating: "x", count: 900_000))
        client.endSending()
        #expect(client.receiveAll() == "too large".utf8.count)
        try joinInTime(thread)
        #expect(census.reasons.value == [.closedByUs])
        census.expectAllGone()
    }

    @Test("a connection handed over goes on where another stream adopts it")
    func handOver() throws {
        let census = Census()
        let heard = Shared("")
        let inbox = Mailbox<HandedOverConnection>()
        let other = try LoopThread.start(name: "other") { loop in
            try inbox.receive(on: loop) { [unowned loop] batch in
                for connection in batch {
                    let stream = ScriptedStream(on: loop, census)
                    stream.onReceived = { stream, bytes in
                        stream.send(UnsafeRawBufferPointer(bytes))
                        inbox.close()
                    }
                    #expect(throws: Never.self) { try stream.adopt(connection) }
                    #expect(throws: LoopError.alreadyTaken) {
                        try ScriptedStream(on: loop, census).adopt(connection)
                    }
                }
            }
        }
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                let server = ScriptedStream(on: loop, census)
                server.onReceived = { stream, _ in
                    if let connection = stream.handOver() { inbox.send(connection) }
                    #expect(stream.handOver() == nil)
                }
                return server
            }
            let client = ScriptedStream(on: loop, census)
            client.onConnected = { $0.send(text: "first") }
            client.onEnded = { _, _ in listener.close() }
            client.onReceived = { stream, bytes in
                heard.change { $0 += text(bytes) }
                stream.close()
            }
            loop.onTurnEnd {
                if census.reasons.value.contains(.handedOver) {
                    if heard.value.isEmpty && client.isOpen { client.send(text: "x") }
                }
            }
            try client.connect(host: "127.0.0.1", port: listener.port)
        }
        try joinInTime(other)
        #expect(heard.value.first == "x")
        #expect(census.reasons.value.contains(.handedOver))
        census.expectAllGone()
    }
}

private func bytes(of text: StaticString) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
}
