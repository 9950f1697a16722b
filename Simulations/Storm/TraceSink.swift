import ArgumentParser
import Glibc

/// Where the lines of a trace go.
final class TraceSink {
    private let file: UnsafeMutablePointer<FILE>

    init(_ path: String) throws {
        guard let file = path == "-" ? fdopen(dup(1), "w") : fopen(path, "w") else {
            throw ValidationError("cannot write to \(path)")
        }
        self.file = file
    }

    func write(_ line: String) { fputs(line + "\n", file) }

    func close() { fclose(file) }
}

/// A folder for the recordings of a run.
enum RecordingFolder {
    static func write(_ files: [(name: String, bytes: [UInt8])], to folder: String) throws {
        if mkdir(folder, 0o755) != 0 && errno != EEXIST {
            throw ValidationError("cannot make \(folder)")
        }
        for (name, bytes) in files {
            guard let file = fopen("\(folder)/\(name)", "w") else {
                throw ValidationError("cannot write to \(folder)/\(name)")
            }
            fwrite(bytes, 1, bytes.count, file)
            fclose(file)
        }
        print("\(files.count) recordings are in \(folder)")
    }
}
