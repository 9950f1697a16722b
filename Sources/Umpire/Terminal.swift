import Glibc
import UmpireReport

/// The terminal of the program: what it can do, its size, single keys.
///
/// Whoever takes keys gives the terminal back, or the shell behind it shows nothing that is typed.
struct Terminal {
    private var saved: termios?

    /// Whether standard output is a terminal on which lines can be drawn again.
    static var isLive: Bool {
        let term = getenv("TERM").map { String(cString: $0) } ?? ""
        return isatty(STDOUT_FILENO) == 1 && !term.isEmpty && term != "dumb"
    }

    /// What may be written to standard output: no colours where it is no terminal.
    static var style: LiveStyle {
        var style = LiveStyle { name in getenv(name).map { String(cString: $0) } }
        style.hasColour = style.hasColour && isLive
        return style
    }

    /// Whether the shell lets this program draw; in the background it must not.
    static var isForeground: Bool { tcgetpgrp(STDOUT_FILENO) == getpgrp() }

    /// Columns and rows, 80 by 24 when the terminal does not say.
    static var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Whether keys are taken.
    var takesKeys: Bool { saved != nil }

    /// Lets single keys through, unseen; Ctrl-C and Ctrl-Z stay signals.
    ///
    /// Without a terminal at standard input there are no keys.
    mutating func takeKeys() {
        var state = termios()
        guard saved == nil, isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp(),
            tcgetattr(STDIN_FILENO, &state) == 0
        else { return }
        saved = state
        state.c_lflag &= ~tcflag_t(ICANON | ECHO)
        withUnsafeMutableBytes(of: &state.c_cc) {
            $0[Int(VMIN)] = 0
            $0[Int(VTIME)] = 0
        }
        if tcsetattr(STDIN_FILENO, TCSADRAIN, &state) != 0 { saved = nil }
    }

    /// Puts the terminal back as it was.
    mutating func giveBack() {
        guard var state = saved else { return }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &state)
        saved = nil
    }

    /// Leaves the terminal as it is: another program has it now.
    mutating func forget() { saved = nil }

    /// The keys since the last time; what arrow and function keys send is left out.
    func keys() -> [UInt8] {
        guard takesKeys else { return [] }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count].prefix { $0 != 0x1B }) : []
    }

    /// Writes all of a text to standard output in as few pieces as it takes; false when nobody
    /// reads there any more.
    @discardableResult static func write(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(STDOUT_FILENO, start, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
    }
}
