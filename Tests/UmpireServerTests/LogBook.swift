import Logging
import UmpireLoop

/// Keeps what a server's log was told.
final class LogBook: Sendable {
    /// One line of the log.
    struct Line {
        let level: Logger.Level
        let text: String
        let metadata: [String: String]
    }

    private let written = Locked<[Line]>([])

    /// The lines so far with this text.
    func lines(_ text: String) -> [Line] {
        written.withLock { $0.filter { $0.text == text } }
    }

    /// A logger that writes here.
    var logger: Logger { Logger(label: "test") { _ in Handler(book: self) } }

    private func write(_ line: Line) { written.withLock { $0.append(line) } }

    private struct Handler: LogHandler {
        let book: LogBook
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = (event.metadata ?? [:]).mapValues { "\($0)" }
            book.write(
                Line(level: event.level, text: "\(event.message)", metadata: metadata))
        }
    }
}
