import Glibc

/// Why the benchmark cannot go on, as one sentence with the remedy.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// A system call failed with this negative number.
    init(_ doing: String, _ status: Int32) {
        description = "\(doing) failed: \(String(cString: strerror(-status)))"
    }
}
