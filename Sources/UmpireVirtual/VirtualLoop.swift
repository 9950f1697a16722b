import UmpireBasics
package import UmpireShard

/// One loop of a virtual server: a shard, and the numbers by which it knows its connections.
package struct VirtualLoop {
    package internal(set) var shard: Shard
    /// The connection for each of the shard's numbers.
    private var connections: [ConnectionID?] = []
    private var freeNumbers: [UInt32] = []
    /// When its shard wants to be woken.
    var due: Instant?
    var nextNews: Instant
    var nextSweep: Instant
    /// While nothing is done here, on the world's clock.
    var pausedUntil: Instant?
    /// What happened meanwhile.
    var inbox: [(ConnectionID, VirtualEvent)] = []
    /// Summaries that came meanwhile.
    var news: [ShardSummary] = []

    init(_ shard: Shard, at now: Instant) {
        self.shard = shard
        nextNews = now
        nextSweep = now
        due = shard.nextWake
    }

    /// Gives a connection a number that no other has, the one that was freed last, as a shell does.
    mutating func number(_ connection: ConnectionID) -> ConnectionID {
        let number = freeNumbers.popLast() ?? UInt32(connections.count)
        if Int(number) == connections.count { connections.append(nil) }
        connections[Int(number)] = connection
        return ConnectionID(number)
    }

    /// Nobody has this number any more.
    mutating func free(_ number: ConnectionID) {
        connections[Int(number.rawValue)] = nil
        freeNumbers.append(number.rawValue)
    }

    /// The connection with a number.
    func connection(_ number: ConnectionID) -> ConnectionID? {
        let index = Int(number.rawValue)
        return index < connections.count ? connections[index] : nil
    }

    /// The connections in order of their numbers.
    var allConnections: [ConnectionID] { connections.compactMap { $0 } }

    /// How many connections have a number.
    var numbered: Int { connections.count - freeNumbers.count }
}
