import UmpireBasics

/// What a run of bots is: how many, how long, and over what network.
public struct BotsOptions: Sendable, Equatable {
    /// How many bots play.
    public var players = 8
    /// How long they play, in seconds, from the first connection to the goodbye.
    public var seconds = 10.0
    /// Decides what the bots do and, in virtual time, the whole network.
    public var seed: UInt64 = 1
    /// Over how many seconds the bots arrive.
    public var rampSeconds = 2.0
    /// What each bot asks for: a room's code, or nil for a quick match.
    public var room: String?
    /// How often each bot's connection breaks, on average, a minute; 0: never.
    public var dropsPerMinute = 0.0
    /// The server, such as `ws://localhost:7777/play`; for real sockets.
    public var url: String?
    /// The least time on the way in one direction, in milliseconds; for virtual time.
    public var latencyMilliseconds = 20.0
    /// What may be added to it for each frame, in milliseconds; for virtual time.
    public var jitterMilliseconds = 5.0

    /// Eight bots for ten seconds.
    public init() {}

    /// Seconds in nanoseconds: 0 for a number that is none or below 0, at most 11 days.
    static func nanoseconds(_ seconds: Double) -> UInt64 {
        seconds > 0 ? UInt64(min(seconds, 1e6) * 1e9) : 0
    }

    /// When bot `number` arrives, in nanoseconds from the start.
    func arrival(of number: Int) -> UInt64 {
        BotsOptions.nanoseconds(rampSeconds * Double(number) / Double(max(1, players)))
    }

    /// What a bot needs to come back, in seconds; nothing is broken so close to the end.
    var returnSeconds: Double { 2 + 8 * (latencyMilliseconds + jitterMilliseconds) / 1_000 }

    /// From one broken connection to the next, in nanoseconds: on average as often as asked for.
    func dropWait(_ random: inout GameRandom) -> UInt64 {
        let perSecond = dropsPerMinute * Double(max(1, players)) / 60
        return BotsOptions.nanoseconds(Double(random.float(in: 0.5..<1.5)) / perSecond)
    }
}
