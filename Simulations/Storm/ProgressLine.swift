import Glibc

/// Lines while a batch runs: on standard output, or beside it when that is for a machine.
enum ProgressLine {
    static func tell(_ line: String, isAside: Bool) {
        let text = line + "\n"
        fflush(nil)
        _ = text.withCString { write(isAside ? 2 : 1, $0, strlen($0)) }
    }
}
