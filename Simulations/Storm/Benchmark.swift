import UmpireVirtual

/// How fast a storm is: eight players of the arena on one shard, with faults on.
enum Benchmark {
    static func run() {
        let clock = ContinuousClock()
        var seconds = 0.0
        var faults = 0
        var roomSeconds = 0.0
        let begin = clock.now
        for seed in UInt64(1)...4 {
            var configuration = StormConfiguration(seed: seed)
            configuration.game = .arena
            configuration.clients = 8
            configuration.watchersPercent = 0
            configuration.brainsPercent = 0
            configuration.seconds = 300
            configuration.server = .init()
            for kind in FaultKind.allCases { configuration[kind] = kind.mostPerMinute / 2 }
            let outcome = Storm(configuration).run()
            seconds += outcome.seconds
            roomSeconds += outcome.roomHours * 3_600
            faults += outcome.faultCount
            if let violation = outcome.violation { print("seed \(seed) BROKEN: \(violation)") }
        }
        let taken = (clock.now - begin) / .seconds(1)
        print("8 players of the arena on one shard, \(Int(seconds)) s, \(faults) faults:")
        print(
            "\(Int(seconds / taken)) times real time, "
                + "\(Int(roomSeconds / taken)) times that of a room")
    }
}
