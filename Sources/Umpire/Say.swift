import Glibc

/// Prints a line at once, also into a pipe or a file.
func say(_ line: String) {
    print(line)
    fflush(nil)
}

/// Prints a line to standard error.
func printError(_ line: String) {
    var bytes = Array(line.utf8) + [0x0A]
    write(STDERR_FILENO, &bytes, bytes.count)
}
