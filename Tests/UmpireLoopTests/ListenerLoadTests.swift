import Glibc
import Synchronization
import Testing
import UmpireBasics
import UmpireLoop

@Suite("a listener under load")
struct ListenerLoadTests {
    @Test("no turn accepts more than its budget, and all are accepted in the end")
    func acceptBudget() throws {
        let census = Census()
        let acceptedPerTurn = Shared<[Int]>([])
        let count = 3 * LoopLimits.acceptsPerTurn
        try onLoop { loop in
            var accepted = 0
            var total = 0
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                accepted += 1
                return ScriptedStream(on: loop, census)
            }
            // The kernel connects them all before the loop turns for the first time.
            var clients = try (0..<count).map { _ in try PlainClient(port: listener.port) }
            loop.onTurnEnd {
                if accepted > 0 { acceptedPerTurn.change { $0.append(accepted) } }
                total += accepted
                accepted = 0
                if total == clients.count {
                    clients.removeAll()
                    listener.close()
                }
            }
        }
        #expect(acceptedPerTurn.value.reduce(0, +) == count)
        #expect(acceptedPerTurn.value.allSatisfy { $0 <= LoopLimits.acceptsPerTurn })
        census.expectAllGone()
    }

    @Test("without descriptors it refuses every connection, and accepts again when there are some")
    func descriptorsExhausted() async throws {
        await #expect(processExitsWith: .success) {
            let port = Shared(0)
            let isListening = Gate()
            let hasAccepted = Gate()
            let thread = try LoopThread.start(name: "server") { loop in
                let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                    hasAccepted.open()
                    return Stream(on: loop)
                }
                port.set(listener.port)
                isListening.open()
            }
            try isListening.wait()
            // Made before, since connecting then needs no descriptor of this process.
            let clients = try (0..<20).map { _ in try PlainClient() }
            let late = try PlainClient()
            let hoard = DescriptorHoard(leaving: 0)
            for client in clients {
                try client.connect(port: port.value)
                #expect((client.receiveAll() ?? 0) == 0)
            }
            hoard.release()
            try late.connect(port: port.value)
            try hasAccepted.wait()
            thread.stop()
            try thread.join()
        }
    }

    @Test("without even its spare descriptor it rests instead of spinning, and then accepts")
    func reserveMissing() async throws {
        await #expect(processExitsWith: .success) {
            let early = try PlainClient()
            let late = try PlainClient()
            let port = Shared(0)
            let hoard = Shared<DescriptorHoard?>(nil)
            let isListening = Gate()
            let hasRested = Gate()
            let hasAccepted = Gate()
            let thread = try LoopThread.start(name: "server") { loop in
                // The one that is left is the listening socket, and there is none to spare, unless
                // another thread of the process takes one or gives one back at this very moment.
                var made: Listener?
                for spare in 1...4 where made == nil {
                    hoard.value?.release()
                    hoard.set(DescriptorHoard(leaving: spare))
                    made = try? Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                        hasRested.open()
                        hasAccepted.open()
                        return Stream(on: loop)
                    }
                }
                let listener = try #require(made)
                var turns: [Instant] = []
                loop.onTurnEnd { [unowned loop] in
                    turns.append(loop.now)
                    if listener.refusedCount > 0 { hasRested.open() }
                    guard turns.count == 8 else { return }
                    #expect(turns[7].nanoseconds(since: turns[1]) > 100_000_000)
                    hasRested.open()
                }
                port.set(listener.port)
                isListening.open()
            }
            try isListening.wait()
            try early.connect(port: port.value)
            try hasRested.wait()
            hoard.value?.release()
            try late.connect(port: port.value)
            try hasAccepted.wait()
            thread.stop()
            try thread.join()
        }
    }
}

/// Takes all descriptors that the process may have, under a limit made low for that.
private final class DescriptorHoard: Sendable {
    private let descriptors: [Int32]

    init(leaving spare: Int) {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
        limit.rlim_cur = 256
        setrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
        var taken: [Int32] = []
        while true {
            let descriptor = dup(0)
            if descriptor < 0 { break }
            taken.append(descriptor)
        }
        for _ in 0..<spare {
            if let descriptor = taken.popLast() { close(descriptor) }
        }
        descriptors = taken
    }

    func release() {
        for descriptor in descriptors { close(descriptor) }
    }
}
