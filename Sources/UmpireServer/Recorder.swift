import Glibc
import Logging
import UmpireBasics
import UmpireLoop
import UmpireProtocol

/// What a shard's loop sends to the worker that writes recordings.
enum RecorderMessage: Sendable {
    case append(RecordingID, [UInt8])
    case end(RecordingID)
}

/// Writes recordings on a thread of its own, because a file system may take its time.
final class Recorder: Sendable {
    let mailbox = Mailbox<RecorderMessage>()
    private let thread: LoopThread

    /// Makes the folder when it is missing.
    init(folder: String, game: String, logger: Logger) throws(ServerError) {
        if mkdir(folder, 0o755) != 0 && errno != EEXIST {
            throw .recordings(folder: folder, reason: String(cString: strerror(errno)))
        }
        if access(folder, W_OK | X_OK) != 0 {
            throw .recordings(folder: folder, reason: String(cString: strerror(errno)))
        }
        let mailbox = mailbox
        do {
            thread = try LoopThread.start(name: "recorder") { loop in
                let files = RecordingFiles(folder: folder, game: game, logger: logger)
                try mailbox.receive(on: loop) { messages in messages.forEach(files.handle) }
            }
        } catch {
            throw .recordings(folder: folder, reason: "\(error)")
        }
    }

    /// Writes what was sent, and waits until it is with the system.
    func stop() {
        mailbox.close()
        try? thread.join()
    }
}

/// The files of the recordings that are under way.
private final class RecordingFiles {
    private enum State {
        case open(Int32)
        /// Writing failed; what still comes is thrown away.
        case failed
    }

    private let folder: String
    private let prefix: String
    private let logger: Logger
    private var files: [RecordingID: State] = [:]

    init(folder: String, game: String, logger: Logger) {
        self.folder = folder
        // Two servers may begin in one folder in the same second.
        prefix = "\(game)-\(WallClock.stamp)-\(getpid())"
        self.logger = logger
    }

    deinit {
        for case .open(let descriptor) in files.values { close(descriptor) }
    }

    func handle(_ message: RecorderMessage) {
        switch message {
        case .append(let recording, let bytes):
            let state = files[recording] ?? open(recording)
            files[recording] = state
            if case .open(let descriptor) = state { append(bytes, to: descriptor, recording) }
        case .end(let recording):
            if case .open(let descriptor)? = files.removeValue(forKey: recording) {
                close(descriptor)
            }
        }
    }

    private func path(_ recording: RecordingID) -> String {
        "\(folder)/\(prefix)-room\(recording.room.rawValue)-match\(recording.match).umpr"
    }

    private func open(_ recording: RecordingID) -> State {
        let path = path(recording)
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return fail("cannot create \(path)") }
        return .open(descriptor)
    }

    private func append(_ bytes: [UInt8], to descriptor: Int32, _ recording: RecordingID) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                files[recording] = fail("cannot write to \(path(recording))")
                close(descriptor)
                return
            }
            written += count
        }
    }

    private func fail(_ what: String) -> State {
        logger.error("\(what): \(String(cString: strerror(errno))); this match is not recorded")
        return .failed
    }
}
