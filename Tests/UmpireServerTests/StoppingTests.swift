import Glibc
import Testing
import UmpireGame
import UmpireLoop
import UmpireReplay
@testable import UmpireServer

@Suite("The server starts and stops")
struct StoppingTests {
    @Test("everybody is told 1001, and it ends although some never answer")
    func stop() throws {
        let quay = try Quay { $0.goodbyeMilliseconds = 300 }
        let fresh = try Visitor(port: quay.port)
        let greeted = try Visitor.greeted(port: quay.port)
        let seated = try Visitor.greeted(port: quay.port)
        seated.say("{\"type\":\"quickMatch\"}")
        try seated.message("seated")
        let idle = try Socket(port: quay.port)
        let before = monotonicMilliseconds
        try quay.stop()
        #expect(monotonicMilliseconds - before < 60_000, "long before silence is given up")
        for visitor in [fresh, greeted, seated] { #expect(visitor.goodbye() == 1001) }
        #expect(idle.isEnded())
    }

    @Test("it ends at once when everybody answers, or nobody is there")
    func stopAtOnce() throws {
        let quay = try Quay { $0.goodbyeMilliseconds = 60_000 }
        let visitor = try Visitor.greeted(port: quay.port)
        quay.server.stop()
        #expect(visitor.goodbye() == 1001)
        visitor.socket.endSending()
        try quay.stop()
        let empty = try Quay { $0.goodbyeMilliseconds = 60_000 }
        try empty.stop()
    }

    @Test("asking twice to stop changes nothing")
    func stopTwice() throws {
        let quay = try Quay { $0.goodbyeMilliseconds = 300 }
        let visitor = try Visitor.greeted(port: quay.port)
        quay.server.stop()
        #expect(visitor.goodbye() == 1001)
        quay.server.stop()
        try quay.server.wait()
        try quay.server.wait()
        try quay.stop()
    }

    @Test("a port that is in use is said to be, with the remedy")
    func portInUse() throws {
        let quay = try Quay()
        var configuration = ServerConfiguration()
        configuration.host = "127.0.0.1"
        configuration.port = quay.port
        #expect(throws: LoopError.portInUse(port: quay.port)) {
            try Server(AnyGame(Ferry.self), configuration, logger: .silent)
        }
        #expect("\(LoopError.portInUse(port: 7777))".contains("7777"))
        #expect(try Socket(port: quay.port).isAnswered)
    }

    @Test("a folder that cannot be written is said to be, with the remedy")
    func badFolder() throws {
        let error = #expect(throws: ServerError.self) {
            _ = try Quay(recordings: "/proc/nothing")
        }
        #expect(error.map { "\($0)" }?.contains("/proc/nothing") == true)
    }

    @Test("recordings are whole once it has stopped, and found to hold")
    func recordings() throws {
        var template = Array("/tmp/umpire-test-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        let quay = try Quay(recordings: folder)
        let visitor = try Visitor.greeted(port: quay.port)
        visitor.say("{\"type\":\"quickMatch\"}")
        try visitor.message("seated")
        for sequence in 1...100 as ClosedRange<UInt8> {
            visitor.send(2, [1, sequence, 0, 0, 0, 0, 0, 0, 0, 0, 0, sequence % 3])
            _ = try #require(visitor.next(2))
        }
        visitor.socket.endSending()
        try quay.stop()
        let files = try names(in: folder)
        #expect(files.count == 1)
        for file in files {
            #expect(file.hasPrefix("ferry-") && file.hasSuffix("-match1.umpr"))
            let bytes = try contents(of: "\(folder)/\(file)")
            let finding = ReplayVerifier(GamePlan(Ferry.self)).verify(bytes)
            guard case .holds(let ticks, _, _) = finding else {
                Issue.record("\(finding)")
                continue
            }
            #expect(ticks >= 90)
            unlink("\(folder)/\(file)")
        }
        rmdir(folder)
    }

    private var monotonicMilliseconds: Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
    }

    private func names(in folder: String) throws -> [String] {
        let directory = try #require(opendir(folder))
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private func contents(of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}

extension Socket {
    /// Whether a request on it is answered.
    fileprivate var isAnswered: Bool {
        ask("/health")
        return answer()?.status == 200
    }
}
