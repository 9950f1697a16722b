internal import CUmpireLoop
internal import Glibc
internal import UmpireBasics

/// A thread that runs one loop.
public final class LoopThread: Sendable {
    private enum State {
        case running(pthread_t)
        case ended
    }

    /// The thread's name, cut to 15 bytes for the system.
    public let name: String
    private let state: Locked<State>
    private let outcome: ThreadOutcome
    private let commands: Mailbox<LoopCommand>

    private init(
        name: String, thread: pthread_t, commands: Mailbox<LoopCommand>, outcome: ThreadOutcome
    ) {
        self.name = name
        self.state = Locked(.running(thread))
        self.commands = commands
        self.outcome = outcome
    }

    deinit {
        state.withLock { if case .running(let thread) = $0 { pthread_detach(thread) } }
    }

    /// Starts a thread, runs `body` there to open what the loop begins with, and then the loop,
    /// until nothing is open any more or it was stopped.
    ///
    /// All that `body` opens belongs to that thread. Ignores SIGPIPE in the whole process.
    /// `stackSize` is in bytes, at least 16 KiB; the default is the system's, often 8 MiB.
    public static func start(
        name: String, stackSize: Int? = nil, _ body: @escaping @Sendable (Loop) throws -> Void
    ) throws(LoopError) -> LoopThread {
        umpire_ignore_broken_pipes()
        let commands = Mailbox<LoopCommand>(capacity: 16)
        let outcome = ThreadOutcome()
        let start = ThreadStart(name: name, body: body, commands: commands, outcome: outcome)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        if let stackSize {
            let status = pthread_attr_setstacksize(&attributes, stackSize)
            if status != 0 { throw .system(doing: "setting the stack size", code: -status) }
        }
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(start)
        let status = pthread_create(&thread, &attributes, runThread, argument.toOpaque())
        if status != 0 {
            argument.release()
            throw .system(doing: "starting a thread", code: -status)
        }
        return LoopThread(name: name, thread: thread, commands: commands, outcome: outcome)
    }

    /// Asks the loop to stop, from any thread, as `Loop.stop` does. Does nothing if it has ended.
    public func stop() {
        commands.send(.stop)
    }

    /// Waits until the thread has ended. Blocks, so never call it on a loop.
    ///
    /// Throws what `body` threw, at each call.
    public func join() throws {
        state.withLock { state in
            if case .running(let thread) = state {
                require(pthread_equal(thread, pthread_self()) == 0, "a thread never joins itself")
                pthread_join(thread, nil)
                state = .ended
            }
        }
        if let error = outcome.error.withLock({ $0 }) { throw error }
    }
}
