/// What can go wrong in a storm; the raw value is its name on the command line.
enum FaultKind: String, CaseIterable {
    case split, stall, reset, fin, blackHole, slowReader
    case twin, oldToken, wrongToken, leave, quit
    case badText, badFrame, flood
    case clockJump, overrun, pause
    case diskFull, diskError, diskSlow
    case crash, drain

    /// How often it happens in a minute when it is switched on, at most.
    var mostPerMinute: Float {
        switch self {
        case .split: 60
        case .stall, .reset, .fin, .slowReader, .twin, .leave: 12
        case .blackHole, .oldToken, .wrongToken, .badText, .badFrame, .quit: 6
        case .clockJump, .overrun, .pause, .flood, .diskFull, .diskError, .diskSlow: 4
        case .crash, .drain: 2.5
        }
    }

    var about: String {
        switch self {
        case .split: "what a connection carries next arrives in pieces, cut anywhere"
        case .stall: "a connection carries nothing for a while, then everything at once"
        case .reset: "a connection breaks at some byte, and both ends hear of it"
        case .fin: "a client's end is closed without a close frame"
        case .blackHole: "a connection carries nothing more, and nobody is told"
        case .slowReader: "a client stops reading for a while"
        case .twin: "a second connection returns with the token of a client that plays"
        case .oldToken: "somebody returns with a token that was used up"
        case .wrongToken: "somebody returns with a token that nobody was given"
        case .leave: "a client gives its seat up and asks for another match"
        case .quit: "a client goes for good, and somebody new comes"
        case .badText: "a stranger sends texts that are no messages"
        case .badFrame: "a stranger sends bytes that are no frames"
        case .flood: "a stranger sends more messages than are allowed"
        case .clockJump: "the server's clock goes forward by up to 40 seconds"
        case .overrun: "steps take longer than the period"
        case .pause: "a loop does nothing for a while"
        case .diskFull: "no space is left on the disk for a while"
        case .diskError: "writing fails for a while"
        case .diskSlow: "writing takes long for a while"
        case .crash: "the process is killed and starts anew"
        case .drain: "the process says goodbye, ends and starts anew"
        }
    }
}
