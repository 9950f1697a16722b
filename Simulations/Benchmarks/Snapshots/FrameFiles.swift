import Glibc
import UmpireBasics
import UmpireState

/// Packets of one workload for decoders in other languages: one file for each mode and baseline.
///
/// A file is, with numbers as 32-bit little-endian words: "UMPS"; the number of the mode; the age
/// of the baselines; the length of the schema's JSON and the JSON; the length of the table message
/// and the message; how many packets follow against nothing, and how many in all. Each packet is
/// the tick, the view hash of what it decodes to, its length and its bytes. A packet behind those
/// against nothing has as its baseline the state of so many packets before as the age says, and as
/// its predecessor the one before that.
final class FrameFiles {
    /// Enough to warm a decoder up; a file stays below some megabytes.
    private static let maxPackets = 600

    private struct Stream {
        let mode: UInt32
        let age: UInt32
        var packets: [UInt8] = []
        var count = 0
        var keyframes = 0
        var tables: [UInt8] = []
    }

    private let folder: String
    private let workload: Workload
    private var streams: [String: Stream] = [:]

    init(_ folder: String, _ workload: Workload) throws {
        self.folder = folder
        self.workload = workload
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            throw Failure("cannot make the folder \(folder): \(String(cString: strerror(errno)))")
        }
    }

    /// Keeps the snapshots before the first measured one as packets against nothing.
    func begin(_ contest: inout Contest, _ history: History) {
        var stream = Stream(
            mode: contest.mode.number, age: UInt32(contest.baselineAge))
        stream.tables = contest.tableMessage
        for age in stride(from: contest.baselineAge + 1, to: 0, by: -1) {
            guard let snapshot = history[age] else { continue }
            FrameFiles.append(contest.keyframe(of: snapshot), of: snapshot, to: &stream)
            stream.keyframes += 1
        }
        streams[FrameFiles.key(contest)] = stream
    }

    func append(_ packet: [UInt8], of now: Snapshot, in contest: Contest) {
        let key = FrameFiles.key(contest)
        guard var stream = streams.removeValue(forKey: key) else { return }
        if stream.count < FrameFiles.maxPackets {
            FrameFiles.append(packet, of: now, to: &stream)
        }
        streams[key] = stream
    }

    func finish() throws {
        for (key, stream) in streams.sorted(by: { $0.key < $1.key }) {
            let path = "\(folder)/\(workload.name).\(key).frames"
            var bytes = Array("UMPS".utf8)
            FrameFiles.append(stream.mode, to: &bytes)
            FrameFiles.append(stream.age, to: &bytes)
            FrameFiles.append(UInt32(workload.schema.utf8.count), to: &bytes)
            bytes += workload.schema.utf8
            FrameFiles.append(UInt32(stream.tables.count), to: &bytes)
            bytes += stream.tables
            FrameFiles.append(UInt32(stream.keyframes), to: &bytes)
            FrameFiles.append(UInt32(stream.count), to: &bytes)
            bytes += stream.packets
            try write(bytes, to: path)
        }
    }

    private static func key(_ contest: Contest) -> String {
        "\(contest.mode.rawValue).t-\(contest.baselineAge)"
    }

    private static func append(_ packet: [UInt8], of now: Snapshot, to stream: inout Stream) {
        append(now.tick.rawValue, to: &stream.packets)
        append(now.viewHash, to: &stream.packets)
        append(UInt32(packet.count), to: &stream.packets)
        stream.packets += packet
        stream.count += 1
    }

    private static func append(_ word: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let file = fopen(path, "wb")
        let count = file.map { fwrite(bytes, 1, bytes.count, $0) } ?? 0
        let isClosed = file.map { fclose($0) == 0 } ?? false
        guard count == bytes.count, isClosed else {
            throw Failure("cannot write \(path): \(String(cString: strerror(errno)))")
        }
    }
}
