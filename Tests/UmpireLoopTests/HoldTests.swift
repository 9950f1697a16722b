import Testing
import UmpireLoop

@Suite("holding bytes until the end of the turn")
struct HoldTests {
    @Test("held bytes leave with the next send of the turn, in order and in one call")
    func leavesWithSend() throws {
        let heard = try heardFromServer { server in
            let before = server.loop.sendCalls
            server.hold(text: "a")
            server.hold(text: "b")
            #expect(server.heldBytes == 2 && server.unsentBytes == 0)
            #expect(server.loop.sendCalls == before)
            server.send(bytes(of: "c"), bytes(of: "d"))
            #expect(server.heldBytes == 0 && server.loop.sendCalls == before + 1)
            server.hold(text: "e")
            server.send(text: "f")
            #expect(server.heldBytes == 0 && server.loop.sendCalls == before + 2)
            server.close()
        }
        #expect(heard == "abcdef")
    }

    @Test("held bytes leave at the end of the turn in one call, after its action, which holds more")
    func leavesAtTurnEnd() throws {
        let calls = Shared<[Int]>([])
        let another = Mailbox<Int>()
        let heard = try heardFromServer { server in
            let loop = server.loop
            #expect(throws: Never.self) { try another.receive(on: loop) { _ in } }
            server.onDrained = { _ in Issue.record("held bytes are not unsent") }
            server.hold(text: "in the turn, ")
            calls.change { $0.append(loop.sendCalls) }
            loop.onTurnEnd { [unowned server, unowned loop] in
                calls.change { $0.append(loop.sendCalls) }
                if calls.value.count == 2 {
                    server.hold(text: "at its end")
                    another.send(0)
                } else {
                    #expect(server.heldBytes == 0)
                    server.close()
                    another.close()
                    loop.onTurnEnd(nil)
                }
            }
        }
        #expect(heard == "in the turn, at its end")
        let first = try #require(calls.value.first)
        #expect(calls.value.map { $0 - first } == [0, 0, 1])
    }

    @Test("close sends what is held first, and reset drops it")
    func closing() throws {
        let closed = try heardFromServer {
            $0.hold(text: "last words")
            $0.close()
            $0.hold(text: "ignored")
        }
        #expect(closed == "last words")
        let reset = try heardFromServer {
            $0.hold(text: "unheard")
            $0.reset()
            #expect($0.heldBytes == 0)
        }
        #expect(reset == "")
    }

    @Test("more than may be held goes out at once, and nothing is held of nothing")
    func bounded() throws {
        let heard = try heardFromServer { server in
            let before = server.loop.sendCalls
            server.hold(zeros: 0)
            #expect(server.heldBytes == 0)
            server.hold(zeros: LoopLimits.heldBytes)
            #expect(server.heldBytes == LoopLimits.heldBytes)
            #expect(server.loop.sendCalls == before)
            server.hold(zeros: 1)
            #expect(server.heldBytes == 0 && server.loop.sendCalls == before + 1)
            server.close()
        }
        #expect(heard.utf8.count == LoopLimits.heldBytes + 1)
    }

    @Test("held while the peer reads slowly, bytes are unsent and not held")
    func blocked() throws {
        let count = 8_000_000
        let heard = try heardFromServer { server in
            server.limitKernelQueue(bytes: 16_384)
            server.hold(text: "first ")
            server.send(zeros: count)
            let unsent = server.unsentBytes
            #expect(unsent > 0 && server.heldBytes == 0)
            server.hold(text: "last")
            #expect(server.unsentBytes == unsent + 4 && server.heldBytes == 0)
            server.onDrained = { $0.close() }
        }
        #expect(heard.hasPrefix("first \0") && heard.hasSuffix("\0last"))
        #expect(heard.utf8.count == count + 10)
    }

    @Test("a handed over connection has sent what was held, or is not handed over")
    func handOver() throws {
        let heard = try heardFromServer { server in
            server.hold(text: "held")
            let connection = server.handOver()
            #expect(connection != nil)
            // Nobody adopts it: it is closed behind what was sent.
        }
        #expect(heard == "held")
        let more = try heardFromServer { server in
            server.limitKernelQueue(bytes: 16_384)
            server.send(zeros: 8_000_000)
            #expect(server.unsentBytes > 0 && server.handOver() == nil && server.isOpen)
            server.close()
        }
        #expect(more.utf8.count == 8_000_000)
    }

    @Test("a stream that is let go of in the turn in which it held bytes ends as any other")
    func letGo() throws {
        for stops in [false, true] {
            let heard = try heardFromServer { server in
                server.hold(text: "held")
                if stops { server.loop.stop() } else { server.reset() }
            }
            // The end of the loop is the end of a turn.
            #expect(heard == (stops ? "held" : ""))
        }
    }
}

extension ScriptedStream {
    func hold(text: String) {
        var text = text
        text.withUTF8 { hold(UnsafeRawBufferPointer($0)) }
    }

    func hold(zeros count: Int) {
        withUnsafeTemporaryAllocation(byteCount: max(count, 1), alignment: 16) {
            $0.initializeMemory(as: UInt8.self, repeating: 0)
            hold(UnsafeRawBufferPointer(rebasing: $0[..<count]))
        }
    }
}

/// All that a client reads from a server's stream on a loop of its own, until it ends.
private func heardFromServer(_ act: @escaping @Sendable (ScriptedStream) -> Void) throws -> String {
    let census = Census()
    let port = Shared(0)
    let isListening = Gate()
    let thread = try LoopThread.start(name: "server") { loop in
        let holder = ListenerHolder()
        holder.listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
            let server = ScriptedStream(on: loop, census)
            server.onConnected = { server in
                holder.listener?.close()
                holder.listener = nil
                act(server)
            }
            return server
        }
        port.set(holder.listener?.port ?? 0)
        isListening.open()
    }
    try isListening.wait()
    let client = try PlainClient(port: port.value)
    let heard = client.receiveText()
    client.endSending()
    try joinInTime(thread)
    census.expectAllGone()
    return heard
}

/// Lets a listener's own closure close it.
private final class ListenerHolder {
    var listener: Listener?
}

private func bytes(of text: StaticString) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
}
