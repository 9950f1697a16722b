import Logging
import UmpireBasics
import UmpireGame
import UmpireLobby
import UmpireLoop
import UmpireShard

/// What a loop of a server is made of: everything that may cross to its thread.
struct ShardParts: Sendable {
    let game: AnyGame
    let configuration: ServerConfiguration
    let limits: ServerLimits
    let page: Page
    let allowedOrigins: AllowedOrigins
    let trustedProxies: TrustedProxies
    let metricsReaders: TrustedProxies
    let recorder: Mailbox<RecorderMessage>?
    let logger: Logger
    let switchboard: Switchboard

    /// The configuration of the loop's shard; the first one has the standing room.
    var shardConfiguration: ShardConfiguration {
        var shard = ShardConfiguration(
            maxRooms: Limits.rooms, maxConnections: limits.webSockets)
        shard.place = ShardPlace(
            index: switchboard.index, count: switchboard.mailboxes.count)
        shard.botSeats = configuration.bots
        shard.hasStandingRoom = switchboard.index == 0
        shard.overrunsBeforeQuarantine = limits.overrunsBeforeQuarantine
        shard.samplesPackets = !configuration.metricsReaders.isEmpty
        shard.isRecording = recorder != nil
        shard.startMilliseconds = WallClock.milliseconds
        return shard
    }
}
