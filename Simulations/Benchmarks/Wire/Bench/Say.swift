import Glibc

/// Writes a line to standard output at once: a parent waits for it.
func say(_ line: String) { put(line + "\n", into: STDOUT_FILENO) }

/// Writes what is going on to standard error.
func note(_ line: String) { put(line + "\n", into: STDERR_FILENO) }

private func put(_ text: String, into descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
        var rest = UnsafeRawBufferPointer(bytes)
        while rest.count > 0 {
            let count = write(descriptor, rest.baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            // Nobody reads it any more.
            guard count > 0 else { return }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
