import Glibc
import Testing

/// A folder of its own for files of a test; it goes with the object.
final class Folder {
    let path: String
    private var names: Set<String> = []

    init() throws {
        var template = Array("/tmp/umpire-tls-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// Where a file of this name is, or will be.
    func file(_ name: String) -> String {
        names.insert(name)
        return "\(path)/\(name)"
    }

    /// Writes a file of text and returns its path.
    func write(_ text: String, to name: String) throws -> String {
        let path = file(name)
        let stream = try #require(fopen(path, "w"))
        defer { fclose(stream) }
        #expect(fputs(text, stream) >= 0)
        return path
    }

    /// Puts the text of several files behind one another.
    func join(_ paths: [String], as name: String) throws -> String {
        try write(paths.map(text).joined(), to: name)
    }

    private func text(_ path: String) throws -> String {
        let stream = try #require(fopen(path, "r"))
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, stream)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
