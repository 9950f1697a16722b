import Synchronization
import Testing
import UmpireLoop

/// When a stream is closed.
enum Moment: CaseIterable {
    case unopened, connecting, connectingWithUnsent, connected, received, unsent, drained, paused
    case flushing, ended, accepted, serverReceived, serverUnsent
}

/// How it is closed.
enum Closing: CaseIterable {
    case close, reset, closeTwice, closeThenReset, handOver
}

@Suite("closing a stream")
struct StreamClosingTests {
    static let rounds = 500

    @Test(
        "in every phase and callback, in every way, ends it once and frees it",
        arguments: Moment.allCases, Closing.allCases)
    func closes(moment: Moment, closing: Closing) throws {
        let census = Census()
        try onLoop { loop in
            let run = ClosingRun(loop, census, moment, closing)
            try run.start()
        }
        census.expectAllGone()
    }

    @Test(
        "by stopping the loop in every phase ends it once and frees it",
        arguments: Moment.allCases)
    func stops(moment: Moment) throws {
        let census = Census()
        for _ in 0..<50 {
            try onLoop { loop in
                let run = ClosingRun(loop, census, moment, nil)
                try run.start()
            }
        }
        census.expectAllGone()
    }
}

/// Connects again and again, and closes the stream at the moment in question; with no way of
/// closing it stops the loop instead.
private final class ClosingRun {
    private let loop: Loop
    private let census: Census
    private let moment: Moment
    private let closing: Closing?
    private var listener: Listener?
    private var roundsLeft = StreamClosingTests.rounds

    init(_ loop: Loop, _ census: Census, _ moment: Moment, _ closing: Closing?) {
        self.loop = loop
        self.census = census
        self.moment = moment
        self.closing = closing
    }

    func start() throws {
        listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in self.server() }
        next()
    }

    private func next() {
        roundsLeft -= 1
        guard roundsLeft > 0, let listener else {
            listener?.close()
            listener = nil
            return
        }
        let client = self.client()
        if moment == .unopened {
            // Never opened, it never ends: the loop goes on with the next one.
            end(client)
            if closing == nil { return }
            return next()
        }
        do {
            try client.connect(host: "127.0.0.1", port: listener.port)
        } catch {
            #expect(error == .loopIsStopping)
            self.listener = nil
            return
        }
        if moment == .connectingWithUnsent { client.send(text: "early") }
        if moment == .connecting || moment == .connectingWithUnsent { end(client) }
    }

    private func end(_ stream: ScriptedStream) {
        switch closing {
        case nil: loop.stop()
        case .close: stream.close()
        case .reset: stream.reset()
        case .closeTwice:
            stream.close()
            stream.close()
        case .closeThenReset:
            stream.close()
            stream.reset()
        case .handOver:
            // Closes it where handing over is refused.
            if stream.handOver() == nil { stream.close() }
        }
    }

    private func client() -> ScriptedStream {
        let client = ScriptedStream(on: loop, census)
        let moment = self.moment
        client.onConnected = { [self] stream in
            stream.limitKernelQueue(bytes: 16_384)
            switch moment {
            case .connected: end(stream)
            case .unsent:
                stream.send(zeros: 600_000)
                #expect(stream.unsentBytes > 0)
                end(stream)
            case .drained: stream.send(zeros: 600_000)
            case .paused:
                stream.pauseReading()
                end(stream)
            case .flushing:
                stream.send(zeros: 600_000)
                stream.close()
                end(stream)
            default: stream.send(text: "ping")
            }
        }
        client.onReceived = { [self] stream, _ in
            if moment == .received { end(stream) } else if moment == .ended { stream.close() }
        }
        client.onDrained = { [self] stream in if moment == .drained { end(stream) } }
        client.onEnded = { [self] stream, _ in
            if moment == .ended { end(stream) }
            next()
        }
        return client
    }

    private func server() -> ScriptedStream {
        let server = ScriptedStream(on: loop, census)
        let moment = self.moment
        server.onConnected = { [self] stream in
            stream.limitKernelQueue(bytes: 16_384)
            if moment == .accepted { end(stream) }
        }
        server.onReceived = { [self] stream, bytes in
            switch moment {
            case .serverReceived: end(stream)
            case .serverUnsent:
                stream.send(zeros: 600_000)
                end(stream)
            default: if bytes.count < 100 { stream.send(UnsafeRawBufferPointer(bytes)) }
            }
        }
        return server
    }
}
