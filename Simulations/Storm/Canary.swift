import ArgumentParser

/// A bug that is planted at the storm's border, to see that the storm finds it.
///
/// None is in the server: each has the effect that such a bug would have for those outside.
enum Canary: String, CaseIterable, ExpressibleByArgument {
    case lostMessage, doubledMessage, doubledSeat, staleBaseline, longGrace, shortGrace
    case leakedConnection, inputTwice, staleState, tornRecording

    /// What it imitates.
    var about: String {
        switch self {
        case .lostMessage: "one text in 200 is not sent: a queue that drops a message"
        case .doubledMessage: "one text in 200 is sent twice: a queue that repeats itself"
        case .doubledSeat: "who is superseded is not told to go: two connections play one seat"
        case .staleBaseline: "a delta comes a second time as the next one: a wrong baseline"
        case .longGrace: "a break is told to the shard a tick late: grace that is a tick too long"
        case .shortGrace: "grace is counted from a tick before the break: a tick too short"
        case .leakedConnection: "some breaks are never told and the silent never given up: a leak"
        case .inputTwice: "one input in 50 is taken again with the next number: applied twice"
        case .staleState: "a keyframe shows the tick before: a snapshot taken too early"
        case .tornRecording: "a byte of a finished recording is another one: a torn write"
        }
    }
}
