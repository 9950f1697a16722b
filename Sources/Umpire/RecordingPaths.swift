/// The recordings that a command line names.
enum RecordingPaths {
    /// Files as they are, and in place of folders the recordings in them.
    static func expand(_ paths: [String]) throws(CommandFailure) -> [String] {
        var files: [String] = []
        for path in paths {
            if Files.isFolder(path) {
                let found = try Files.list(path).filter { $0.name.hasSuffix(".umpr") }
                if found.isEmpty {
                    throw CommandFailure("there is no recording (*.umpr) in \(path)")
                }
                files += found.map { "\(path)/\($0.name)" }
            } else {
                files.append(path)
            }
        }
        return files
    }
}
