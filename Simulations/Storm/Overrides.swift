import ArgumentParser
import UmpireVirtual

/// Parts of a configuration that replace what the seed decided.
struct Overrides: ParsableArguments {
    @Option(help: "The game: arena or shoal.")
    var game: StormGame?
    @Option(help: "Minutes with faults.")
    var minutes: Double?
    @Option(help: "Clients.")
    var clients: Int?
    @Option(help: "Shards, 1 to 32.")
    var shards: Int?
    @Option(help: "The only kinds of faults, with commas between them; none: no faults.")
    var faults: String?
    @Option(help: "Bytes that a connection may have unsent.")
    var unsent: Int?
    @Option(help: "Rooms of a shard.")
    var rooms: Int?
    @Option(help: "Connections of a shard.")
    var connections: Int?

    mutating func validate() throws {
        for word in faultWords where FaultKind(rawValue: word) == nil {
            let known = FaultKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("there is no fault \(word); there are \(known)")
        }
        if let shards, !(1...32).contains(shards) {
            throw ValidationError("--shards is 1 to 32")
        }
    }

    private var faultWords: [String] {
        guard let faults, faults != "none" else { return [] }
        return faults.split(separator: ",").map(String.init)
    }

    func apply(to configuration: inout StormConfiguration) {
        if let game { configuration.game = game }
        if let minutes { configuration.seconds = max(1, Int(minutes * 60)) }
        if let clients { configuration.clients = max(1, clients) }
        if let shards { configuration.server.loops = shards }
        if let unsent { configuration.server.unsentBytes = unsent }
        if let rooms { configuration.server.maxRooms = rooms }
        if let connections { configuration.server.maxConnections = connections }
        guard faults != nil else { return }
        for kind in FaultKind.allCases {
            if !faultWords.contains(kind.rawValue) {
                configuration[kind] = 0
            } else if configuration[kind] == 0 {
                configuration[kind] = kind.mostPerMinute
            }
        }
    }
}
