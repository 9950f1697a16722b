import CWireBench
import Glibc

/// A process that was started for one measurement.
final class Child {
    let process: Int32
    private let input: Int32
    private let output: Int32
    private var isOver = false

    /// Starts the program `words[0]`, which finds the board's memory under its descriptor; what a
    /// quiet one says on standard error is thrown away.
    init(_ words: [String], board: Board, isQuiet: Bool = false) throws {
        var input: Int32 = -1
        var output: Int32 = -1
        var arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        process = arguments.withUnsafeMutableBufferPointer {
            wire_spawn($0.baseAddress, board.descriptor, isQuiet, &input, &output)
        }
        self.input = input
        self.output = output
        if process < 0 { throw Failure("starting \(words[0])", process) }
    }

    /// The next line of its standard output; nil when it has ended.
    func line() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return nil
    }

    /// Waits until it ends by itself; its exit status.
    func wait() -> Int32 {
        isOver = true
        close(input)
        while line() != nil {}
        close(output)
        return wire_wait(process)
    }

    /// Asks it to end, and waits.
    func stop() {
        if isOver { return }
        kill(process, SIGTERM)
        _ = wait()
    }

    deinit { stop() }
}
