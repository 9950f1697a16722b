import Glibc

/// Reads files that the command line names.
enum Files {
    /// The bytes of a file; fails with a sentence that names it.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &part, part.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", path) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: part[..<count])
        }
    }

    /// The names in a folder, sorted, without those that begin with a dot and, if asked for,
    /// without links: what these lead to may be anywhere.
    static func list(
        _ folder: String, followsLinks: Bool = true
    ) throws(CommandFailure) -> [(name: String, isFolder: Bool)] {
        guard let stream = opendir(folder) else { throw failure("open", folder) }
        defer { closedir(stream) }
        var entries: [(name: String, isFolder: Bool)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            var status = stat()
            let path = "\(folder)/\(name)"
            let outcome = followsLinks ? stat(path, &status) : lstat(path, &status)
            guard outcome == 0, status.st_mode & S_IFMT != S_IFLNK else { continue }
            entries.append((name, status.st_mode & S_IFMT == S_IFDIR))
        }
        return entries.sorted { $0.name < $1.name }
    }

    /// Whether `path` is a folder.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func failure(_ doing: String, _ path: String) -> CommandFailure {
        CommandFailure("cannot \(doing) \(path): \(String(cString: strerror(errno)))")
    }
}
