import UmpireBasics

/// What a hostile bot does on one connection.
struct HostileAct {
    enum Kind: CaseIterable {
        /// Never says hello.
        case silence
        /// Bytes that are no WebSocket frames.
        case brokenFrames
        /// Text that is no JSON, or none of the protocol's.
        case badJSON
        /// A text of more bytes than the server takes.
        case oversized
        /// Random bytes instead of inputs, on a seat.
        case binaryGarbage
        /// Inputs without a seat.
        case seatless
        /// Many inputs a tick.
        case flood
        /// Inputs with ticks and acknowledgements of the past and of the future.
        case wrongTicks
        /// Goes as soon as it has come.
        case quickDrop
        /// A token that nobody gave out.
        case wrongToken
        /// Rooms that do not exist.
        case nagging
    }

    let kind: Kind
    /// What it still does before it goes by itself.
    var stepsLeft: Int

    init(_ chance: inout GameRandom) {
        kind = chance.pick(Kind.allCases) ?? .silence
        stepsLeft = chance.int(in: 20...200)
    }

    /// Whether it begins as an honest client does.
    var saysHello: Bool {
        switch kind {
        case .binaryGarbage, .flood, .wrongTicks, .nagging: true
        case .silence, .brokenFrames, .badJSON, .oversized, .seatless, .quickDrop, .wrongToken:
            false
        }
    }
}
