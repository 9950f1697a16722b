import Dispatch
import Synchronization
import Testing
import UmpireLoop

/// Runs `body` on a loop of its own and waits until the loop has ended by itself.
///
/// A loop that does not end is stopped after five minutes, and the test fails.
func onLoop(_ name: String = "test", _ body: @escaping @Sendable (Loop) throws -> Void) throws {
    let thread = try LoopThread.start(name: name, body)
    try joinInTime(thread)
}

/// Joins a thread, or fails the test after five minutes.
func joinInTime(_ thread: LoopThread) throws {
    let late = Late(thread: thread)
    let failsafe = DispatchWorkItem { late.stop() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 300, execute: failsafe)
    defer { failsafe.cancel() }
    try thread.join()
    let isLate = late.happened.load(ordering: .relaxed)
    #expect(!isLate, "the loop did not end by itself")
}

private final class Late: Sendable {
    let thread: LoopThread
    let happened = Atomic(false)

    init(thread: LoopThread) {
        self.thread = thread
    }

    func stop() {
        happened.store(true, ordering: .relaxed)
        thread.stop()
    }
}

/// A value that a loop leaves for the test to look at.
final class Shared<Value: Sendable>: Sendable {
    private let state: Locked<Value>

    init(_ value: Value) {
        state = Locked(value)
    }

    var value: Value { state.withLock { $0 } }

    func set(_ value: Value) {
        state.withLock { $0 = value }
    }

    func change(_ body: (inout Value) -> Void) {
        state.withLock {
            var value = $0
            body(&value)
            $0 = value
        }
    }
}

/// Lets one thread wait for another, at most five minutes.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() {
        semaphore.signal()
    }

    func wait(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let isOpen = semaphore.wait(timeout: .now() + 300) == .success
        try #require(isOpen, "nobody opened the gate", sourceLocation: sourceLocation)
    }
}

/// Counts the streams of one test: made, freed, and ended.
final class Census: Sendable {
    let living = Atomic(0)
    let opened = Atomic(0)
    let ended = Atomic(0)
    let reasons = Shared<[StreamEnd]>([])

    /// What must hold when the loop is gone.
    func expectAllGone(sourceLocation: SourceLocation = #_sourceLocation) {
        let living = self.living.load(ordering: .relaxed)
        let opened = self.opened.load(ordering: .relaxed)
        let ended = self.ended.load(ordering: .relaxed)
        #expect(living == 0, "streams still alive", sourceLocation: sourceLocation)
        #expect(opened <= ended, "streams that never ended", sourceLocation: sourceLocation)
    }
}

/// A stream whose happenings a test gives as closures; each gets the stream, so that none has to
/// hold it.
final class ScriptedStream: Stream {
    let census: Census
    var onConnected: (ScriptedStream) -> Void = { _ in }
    var onReceived: (ScriptedStream, UnsafeMutableRawBufferPointer) -> Void = { _, _ in }
    var onDrained: (ScriptedStream) -> Void = { _ in }
    var onEnded: (ScriptedStream, StreamEnd) -> Void = { _, _ in }
    private(set) var hasEnded = false

    init(on loop: Loop, _ census: Census = Census()) {
        self.census = census
        census.living.add(1, ordering: .relaxed)
        super.init(on: loop)
    }

    deinit {
        census.living.subtract(1, ordering: .relaxed)
    }

    override func connected() {
        #expect(!hasEnded)
        census.opened.add(1, ordering: .relaxed)
        onConnected(self)
    }

    override func received(_ bytes: UnsafeMutableRawBufferPointer) {
        #expect(!hasEnded && bytes.count > 0 && bytes.count <= LoopLimits.readBufferBytes)
        onReceived(self, bytes)
    }

    override func drained() {
        #expect(!hasEnded && unsentBytes == 0)
        onDrained(self)
    }

    override func ended(_ reason: StreamEnd) {
        #expect(!hasEnded, "a stream ends once")
        hasEnded = true
        census.ended.add(1, ordering: .relaxed)
        census.reasons.change { $0.append(reason) }
        onEnded(self, reason)
        onEnded = { _, _ in }
    }

    func send(text: String) {
        var text = text
        text.withUTF8 { send(UnsafeRawBufferPointer($0)) }
    }

    func send(zeros count: Int) {
        withUnsafeTemporaryAllocation(byteCount: count, alignment: 16) {
            $0.initializeMemory(as: UInt8.self, repeating: 0)
            send(UnsafeRawBufferPointer($0))
        }
    }
}

func text(_ bytes: UnsafeMutableRawBufferPointer) -> String {
    String(decoding: bytes, as: UTF8.self)
}
