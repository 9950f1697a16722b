/// Where a bot is in the inputs that it plays again.
struct BotTrack {
    /// The recording's path in the scenario.
    let path: String
    /// Which of the recording's players.
    let player: Int
    /// The next tick of it.
    var next = 0
}
