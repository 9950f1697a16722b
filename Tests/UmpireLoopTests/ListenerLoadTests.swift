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
            let accepted = Shared(0)
            let refused = Shared(0)
            let isOver = Shared(false)
            let thread = try LoopThread.start(name: "server") { loop in
                let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                    if isOver.value { loop.stop() } else { accepted.change { $0 += 1 } }
                    let stream = ScriptedStream(on: loop)
                    // Ends its half and keeps the descriptor, if another thread gave one back.
                    stream.onConnected = { $0.close(lingerMilliseconds: 60_000) }
                    return stream
                }
                loop.onTurnEnd { refused.set(listener.refusedCount) }
                port.set(listener.port)
                isListening.open()
            }
            try isListening.wait()
            // Made before, since connecting then needs no descriptor of this process.
            let clients = try (0..<20).map { _ in try PlainClient() }
            let late = try PlainClient()
            let hoard = DescriptorHoard()
            for client in clients {
                try client.connect(port: port.value)
                #expect(client.receiveAll() == 0)
            }
            isOver.set(true)
            hoard.release()
            try late.connect(port: port.value)
            try joinInTime(thread)
            #expect(accepted.value + refused.value == clients.count)
            #expect(accepted.value <= 2)
        }
    }

    @Test("without even its spare descriptor it rests instead of spinning, and then accepts")
    func reserveMissing() async throws {
        await #expect(processExitsWith: .success) {
            let early = try PlainClient()
            let late = try PlainClient()
            let port = Shared(0)
            let turns = Shared<[Instant]>([])
            let isListening = Gate()
            let hasRested = Gate()
            let acceptedCount = Shared(0)
            let thread = try LoopThread.start(name: "server") { loop in
                let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { loop, _ in
                    acceptedCount.change { $0 += 1 }
                    if acceptedCount.value == 2 { loop.stop() }
                    return Stream(on: loop)
                }
                loop.onTurnEnd { [unowned loop] in
                    turns.change { $0.append(loop.now) }
                    #expect(listener.refusedCount == 0)
                    if turns.value.count == 8 { hasRested.open() }
                }
                port.set(listener.port)
                isListening.open()
            }
            try isListening.wait()
            // No descriptor at all may be made, whichever of them another thread gives back: the
            // spare one is lost with the first connection.
            let limit = setDescriptorLimit(0)
            try early.connect(port: port.value)
            try hasRested.wait()
            #expect(acceptedCount.value == 0)
            let times = turns.value
            #expect(times[7].nanoseconds(since: times[1]) > 200_000_000)
            _ = setDescriptorLimit(limit)
            try late.connect(port: port.value)
            try joinInTime(thread)
            #expect(acceptedCount.value == 2)
        }
    }
}

/// Sets the soft limit of descriptors and returns what it was.
private func setDescriptorLimit(_ count: rlim_t) -> rlim_t {
    let resource = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
    var limit = rlimit()
    getrlimit(resource, &limit)
    let before = limit.rlim_cur
    limit.rlim_cur = count
    setrlimit(resource, &limit)
    return before
}

/// Takes all descriptors that the process may have, under a limit made low for that.
private struct DescriptorHoard {
    private let descriptors: [Int32]

    init() {
        _ = setDescriptorLimit(256)
        var taken: [Int32] = []
        while true {
            let descriptor = dup(0)
            if descriptor < 0 { break }
            taken.append(descriptor)
        }
        descriptors = taken
    }

    func release() {
        for descriptor in descriptors { close(descriptor) }
    }
}
