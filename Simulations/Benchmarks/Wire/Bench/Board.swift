import CWireBench
import Glibc

/// The memory that the processes of a measurement share, and where they run.
struct Board {
    let descriptor: Int32
    /// The path of this program.
    let program: String
    /// Whether there is a processor for the server and one for the clients.
    let canPin: Bool
    /// Descriptors that a process may have open.
    let maxDescriptors: Int

    init() throws {
        descriptor = wire_board_make()
        if descriptor < 0 { throw Failure("making shared memory", descriptor) }
        let limit = wire_raise_descriptors()
        if limit < 0 { throw Failure("raising the limit of descriptors", limit) }
        maxDescriptors = Int(limit)
        canPin = wire_processors() >= 2
        guard let path = realpath("/proc/self/exe", nil) else {
            throw Failure("finding this program", -errno)
        }
        program = String(cString: path)
        free(path)
    }

    /// Clients for whom there are descriptors on both sides, beside a few of the processes' own.
    var maxClients: Int { maxDescriptors - 64 }
}
