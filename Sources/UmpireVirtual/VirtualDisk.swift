import UmpireBasics
package import UmpireProtocol

/// A disk with recordings, and the worker that writes them: the rules of the real one.
package struct VirtualDisk: Sendable {
    /// What can be wrong with it.
    package enum Fault: Equatable, Sendable {
        /// So many bytes still fit.
        case full(bytesLeft: Int)
        /// Writing fails.
        case error
        /// Each write takes so long.
        case slow(nanoseconds: UInt64)
    }

    /// A file, which is never taken away.
    package struct File: Sendable {
        package let recording: RecordingID
        /// Which process wrote it.
        package let run: Int
        package internal(set) var bytes: [UInt8] = []
        /// Whether the match was recorded to its end.
        package internal(set) var isEnded = false
        /// Whether a write failed: the rest is missing.
        package internal(set) var isFailed = false

        /// A name as the real worker would give it.
        package var name: String {
            "run\(run)-room\(recording.room.rawValue)-match\(recording.match).umpr"
        }
    }

    private enum Letter: Sendable {
        case append(RecordingID, [UInt8])
        case end(RecordingID)
    }

    /// All files, in the order in which they were made.
    package private(set) var files: [File] = []
    package var fault: Fault?
    /// Files that were given up.
    package private(set) var failures = 0
    private var open: [RecordingID: Int] = [:]
    private var letters: [(due: Instant, letter: Letter)] = []
    private var first = 0
    private var run = 0

    package init() {}

    /// Forgets the files that are complete, whose number and bytes would else grow for ever.
    package mutating func takeFiles() -> [File] {
        guard letters.isEmpty, open.isEmpty else {
            let isOpen = Set(open.values)
            guard letters.isEmpty, let least = isOpen.min() else { return [] }
            let taken = Array(files[..<least])
            files.removeFirst(least)
            for (recording, index) in open { open[recording] = index - least }
            return taken
        }
        defer { files.removeAll() }
        return files
    }

    mutating func begin(run: Int) {
        self.run = run
        open.removeAll()
    }

    /// When the next write is done.
    var nextWrite: Instant? { first < letters.count ? letters[first].due : nil }

    mutating func append(_ bytes: ArraySlice<UInt8>, to recording: RecordingID, at now: Instant) {
        post(.append(recording, Array(bytes)), at: now)
    }

    mutating func end(_ recording: RecordingID, at now: Instant) { post(.end(recording), at: now) }

    mutating func write(until now: Instant) {
        while first < letters.count, letters[first].due <= now {
            handle(letters[first].letter)
            first += 1
        }
        if first == letters.count, first > 0 {
            letters.removeAll(keepingCapacity: true)
            first = 0
        }
    }

    mutating func writeAll() { write(until: Instant(nanoseconds: .max)) }

    /// The process died: what it had not written is lost.
    mutating func loseUnwritten() {
        letters.removeAll()
        first = 0
        open.removeAll()
    }

    private mutating func post(_ letter: Letter, at now: Instant) {
        if letters.isEmpty, delay == 0 { return handle(letter) }
        let due = max(now, letters.last?.due ?? now).advanced(byNanoseconds: delay)
        letters.append((due, letter))
    }

    private var delay: UInt64 {
        if case .slow(let nanoseconds)? = fault { nanoseconds } else { 0 }
    }

    private mutating func handle(_ letter: Letter) {
        switch letter {
        case .append(let recording, let bytes):
            let index = open[recording] ?? create(recording)
            open[recording] = index
            if !files[index].isFailed { write(bytes, to: index) }
        case .end(let recording):
            guard let index = open.removeValue(forKey: recording) else { return }
            files[index].isEnded = !files[index].isFailed
        }
    }

    private mutating func create(_ recording: RecordingID) -> Int {
        files.append(File(recording: recording, run: run))
        if fault == .error { fail(files.count - 1) }
        return files.count - 1
    }

    /// A write that does not fit is cut short, and the next one fails.
    private mutating func write(_ bytes: [UInt8], to index: Int) {
        switch fault {
        case .error: fail(index)
        case .full(let left):
            let count = min(left, bytes.count)
            files[index].bytes += bytes[..<count]
            fault = .full(bytesLeft: left - count)
            if count < bytes.count { fail(index) }
        case .slow, nil: files[index].bytes += bytes
        }
    }

    private mutating func fail(_ index: Int) {
        files[index].isFailed = true
        failures += 1
    }
}
