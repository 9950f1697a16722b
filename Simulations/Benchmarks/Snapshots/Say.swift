import Glibc

/// Prints a line of the report.
func say(_ line: String) { put(line, to: STDOUT_FILENO) }

/// Prints a line beside the report.
func note(_ line: String) { put(line, to: STDERR_FILENO) }

/// Past the streams of C, whose buffers would keep a line from a pipe until the end.
private func put(_ line: String, to descriptor: Int32) {
    let bytes = Array((line + "\n").utf8)
    var written = 0
    while written < bytes.count {
        let count = bytes.withUnsafeBytes {
            write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
        }
        guard count > 0 || errno == EINTR else { return }
        written += max(0, count)
    }
}
