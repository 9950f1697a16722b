import Glibc
import Testing

/// A blocking socket of the test's own thread: a peer that does what a stream never would.
final class PlainClient {
    let descriptor: Int32

    convenience init(port: Int) throws {
        try self.init()
        try connect(port: port)
    }

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        var patience = timeval(tv_sec: 300, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    }

    func connect(port: Int) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0, "connects to port \(port)")
    }

    deinit {
        close(descriptor)
    }

    /// Makes the kernel keep little for a slow reader; before it connects.
    func receiveBuffer(bytes: Int32) {
        var bytes = bytes
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, socklen_t(MemoryLayout<Int32>.size))
    }

    func send(_ text: String) {
        _ = text.withCString { Glibc.send(descriptor, $0, text.utf8.count, 0) }
    }

    /// Sends zeros until the connection breaks, or `most` bytes are with the kernel.
    func send(zeros most: Int) -> Int {
        var total = 0
        return withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            buffer.initializeMemory(as: UInt8.self, repeating: 0)
            while total < most {
                let count = Glibc.send(
                    descriptor, buffer.baseAddress, min(buffer.count, most - total),
                    Int32(MSG_NOSIGNAL))
                if count <= 0 { break }
                total += count
            }
            return total
        }
    }

    func endSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Counts bytes until the server ends; nil when the connection breaks or stays silent.
    func receiveAll(
        pieceBytes: Int = 65_536, _ body: (UnsafeMutableRawBufferPointer) -> Void = { _ in }
    ) -> Int? {
        var total = 0
        return withUnsafeTemporaryAllocation(byteCount: pieceBytes, alignment: 16) { buffer in
            while true {
                let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                if count < 0 { return nil }
                if count == 0 { return total }
                total += count
                body(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    /// Reads until the server ends or the connection breaks.
    func receiveText() -> String {
        var all: [UInt8] = []
        _ = receiveAll { all += $0 }
        return String(decoding: all, as: UTF8.self)
    }
}
