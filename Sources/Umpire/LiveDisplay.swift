import Glibc
import UmpireBots
import UmpireLoop
import UmpireReport

/// Shows a run while it goes on, and takes keys and signals, on a thread of its own.
struct LiveDisplay {
    /// How a run is shown.
    enum Output: Equatable {
        /// Frames on a terminal.
        case frames(LiveStyle)
        /// A line of text a second.
        case lines
        /// A line of JSON a second.
        case json
        /// Not at all.
        case nothing
    }

    private let feed: LiveFeed
    private let controls: RunControls
    private let output: Output
    private var signals: TerminalSignals
    private var terminal = Terminal()
    private var canvas = LiveCanvas()
    private var isShown = false
    private var shownVersion = 0
    private var lastShown = ContinuousClock.now
    /// When and by which signal somebody asked for the end once more.
    private var force: (since: ContinuousClock.Instant, signal: Int32)?

    private init(
        _ feed: LiveFeed, _ controls: RunControls, _ output: Output, _ signals: TerminalSignals
    ) {
        self.feed = feed
        self.controls = controls
        self.output = output
        self.signals = signals
    }

    /// Shows what `feed` gets while `run` runs; the terminal is as before when this returns.
    static func during<Result>(
        _ feed: LiveFeed, _ controls: RunControls, _ output: Output, _ run: () throws -> Result
    ) throws -> Result {
        var isLive = false
        if case .frames = output { isLive = true }
        var signals = TerminalSignals(isLive: isLive)
        signals.hold()
        defer { signals.release() }
        let held = signals
        let thread = try LoopThread.start(name: "display") { _ in
            var display = LiveDisplay(feed, controls, output, held)
            display.work()
        }
        defer {
            feed.end()
            try? thread.join()
        }
        return try run()
    }

    private mutating func work() {
        // Below 50 ms a key seems to act at once.
        while !feed.isOver {
            takeSignals()
            switch output {
            case .frames(let style): attend(style)
            case .lines: if isDue { tell(feed.input(controls).line) }
            case .json: if isDue { tell(feed.input(controls).json) }
            case .nothing: break
            }
            if let force, ContinuousClock.now - force.since > .seconds(1) { leave(force.signal) }
        }
        hide()
    }

    /// Whether a second has passed since the last line, and there is something new to say.
    private var isDue: Bool {
        mutating get {
            let version = feed.version
            let now = ContinuousClock.now
            guard version != shownVersion, now - lastShown >= .milliseconds(950) else {
                return false
            }
            (shownVersion, lastShown) = (version, now)
            return true
        }
    }

    /// Says a line; when nobody reads any more, as behind `head`, the run has lost its purpose.
    private func tell(_ line: String) {
        if !Terminal.write(line + "\n"), controls.stops == 0 { controls.stop() }
    }

    // MARK: frames

    private mutating func attend(_ style: LiveStyle) {
        guard Terminal.isForeground else {
            // The terminal belongs to another program now.
            isShown = false
            canvas.forget()
            terminal.forget()
            return
        }
        let wasShown = isShown
        if !isShown {
            isShown = true
            terminal.takeKeys()
        }
        let pressed = terminal.keys()
        pressed.forEach { press($0) }
        let version = feed.version
        let size = Terminal.size
        let now = ContinuousClock.now
        guard
            !wasShown || !pressed.isEmpty || version != shownVersion || canvas.isOther(size)
                || now - lastShown > .seconds(1)
        else { return }
        (shownVersion, lastShown) = (version, now)
        draw(style)
    }

    private mutating func draw(_ style: LiveStyle) {
        var input = feed.input(controls)
        input.takesKeys = terminal.takesKeys
        let size = Terminal.size
        // What is cleared behind a line that ends in the last column would be its last letter.
        let frame = LiveView.frame(
            input, width: size.columns - 1, height: size.rows, style: style)
        Terminal.write(canvas.drawing(frame, size))
    }

    private mutating func hide() {
        guard isShown else { return }
        isShown = false
        if Terminal.isForeground { Terminal.write(canvas.clearing()) }
        terminal.giveBack()
    }

    // MARK: keys and signals

    private mutating func press(_ key: UInt8) {
        switch key {
        case UInt8(ascii: "q"), UInt8(ascii: "Q"): return end(SIGINT)
        case UInt8(ascii: "+"), UInt8(ascii: "="):
            controls.rateFactor = LiveRate.next(above: controls.rateFactor)
        case UInt8(ascii: "-"), UInt8(ascii: "_"):
            controls.rateFactor = LiveRate.next(below: controls.rateFactor)
        case UInt8(ascii: " "): controls.isPaused.toggle()
        default: return
        }
        feed.noteChangedArrivals()
    }

    private mutating func takeSignals() {
        guard let first = signals.next(withinMilliseconds: 25) else { return }
        take(first)
        // All of them before anything is drawn: who stopped us has also woken us.
        while let other = signals.next(withinMilliseconds: 0) { take(other) }
    }

    private mutating func take(_ signal: Int32) {
        switch signal {
        case SIGINT, SIGTERM, SIGHUP: end(signal)
        case SIGTSTP:
            hide()
            TerminalSignals.stopProcess()
        case SIGCONT:
            // Whoever had the terminal meanwhile has written on it: the frame is not where it was.
            isShown = false
            canvas.forget()
            terminal.giveBack()
        default: break
        }
        shownVersion = 0
    }

    /// Politely at first; then at once, by force when the run takes longer than a second for it.
    private mutating func end(_ signal: Int32) {
        if controls.stops > 1 { leave(signal) }
        if controls.stops == 1 { force = (.now, signal) }
        controls.stop()
    }

    private mutating func leave(_ signal: Int32) {
        hide()
        printError("Ended before the bots could say goodbye; there is no report.")
        _exit(128 + signal)
    }
}
