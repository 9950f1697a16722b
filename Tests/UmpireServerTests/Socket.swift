import Glibc
import Testing

/// A blocking socket of the test's own thread; whatever takes longer than a minute fails.
final class Socket {
    private let descriptor: Int32
    private var unread: [UInt8] = []

    init(port: Int, receiveBytes: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        set(SO_RCVTIMEO, timeval(tv_sec: 300, tv_usec: 0))
        set(SO_SNDTIMEO, timeval(tv_sec: 300, tv_usec: 0))
        if let receiveBytes { set(SO_RCVBUF, receiveBytes) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0, "connects to port \(port)")
    }

    deinit { close(descriptor) }

    private func set<Value: BitwiseCopyable>(_ option: Int32, _ value: Value) {
        var value = value
        setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Value>.size))
    }

    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Ends our half of the connection.
    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Exactly `count` bytes, or nil when the connection ends before, breaks, or stays silent.
    func read(_ count: Int) -> [UInt8]? {
        while unread.count < count { if !readMore() { return nil } }
        defer { unread.removeFirst(count) }
        return Array(unread.prefix(count))
    }

    /// Everything up to and with the first `end`.
    func read(through end: String) -> String? {
        let end = Array(end.utf8)
        var searched = 0
        while true {
            while searched + end.count <= unread.count {
                if unread[searched..<(searched + end.count)].elementsEqual(end) {
                    return read(searched + end.count).map { String(decoding: $0, as: UTF8.self) }
                }
                searched += 1
            }
            if !readMore() { return nil }
        }
    }

    /// Whether the server ends the connection, after whatever it still sends.
    func isEnded() -> Bool {
        while readMore() { unread.removeAll() }
        return hasEnded
    }

    private var hasEnded = false

    private func readMore() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 {
            unread += buffer[..<count]
            return true
        }
        hasEnded = count == 0 || errno == ECONNRESET
        return false
    }
}
