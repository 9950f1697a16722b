import Glibc

/// The seeds that ever failed: `SEED cause` on each line; `#` begins a remark.
enum KeptSeeds {
    static func read(_ path: String) -> [UInt64] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap {
            $0.split(separator: " ").first.flatMap { UInt64($0) }
        }
    }
}
