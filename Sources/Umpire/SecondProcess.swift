import Glibc

/// Runs this very program once more.
enum SecondProcess {
    /// What the program prints with these arguments, without the last line break.
    static func output(of arguments: [String]) throws(CommandFailure) -> String {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure() }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        var words = (["umpire"] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child: pid_t = 0
        let status = posix_spawn(&child, "/proc/self/exe", &actions, nil, &words, environ)
        close(ends[1])
        guard status == 0 else { throw failure(status) }
        let text = read(ends[0])
        var result: Int32 = 0
        while waitpid(child, &result, 0) < 0 && errno == EINTR {}
        guard result == 0 else { throw CommandFailure("a second process of this program failed") }
        return text
    }

    private static func read(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = Glibc.read(descriptor, &part, part.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += part[..<count]
        }
        while bytes.last == 0x0A { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func failure(_ code: Int32 = errno) -> CommandFailure {
        CommandFailure("cannot start a second process: \(String(cString: strerror(code)))")
    }
}
