internal import CUmpireLoop

/// What other threads may ask of a loop.
enum LoopCommand: Sendable {
    case stop
}

/// What a thread leaves behind for `join`.
final class ThreadOutcome: Sendable {
    let error = Locked<(any Error)?>(nil)
}

/// What a new thread is given to run.
final class ThreadStart {
    private let name: String
    private let body: (Loop) throws -> Void
    private let commands: Mailbox<LoopCommand>
    private let outcome: ThreadOutcome

    init(
        name: String, body: @escaping (Loop) throws -> Void, commands: Mailbox<LoopCommand>,
        outcome: ThreadOutcome
    ) {
        self.name = name
        self.body = body
        self.commands = commands
        self.outcome = outcome
    }

    func run() {
        umpire_name_thread(name)
        umpire_sleep_exactly()
        let loop = Loop()
        do {
            try commands.receive(on: loop, keepsLoopAlive: false) { [unowned loop] _ in
                loop.stop()
            }
            try body(loop)
            loop.run()
        } catch {
            outcome.error.withLock { $0 = error }
            loop.end()
        }
    }
}

/// The start of a thread in C's form; the argument is a retained `ThreadStart`.
func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument {
        Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().run()
    }
    return nil
}
