import Logging
import UmpireBasics
import UmpireProtocol
import UmpireShard

// What an operator is told of clients that lost the state: the log has all numbers, `/health` those
// that anybody may know.

extension ShardLoop {
    /// Warns of the cases since the last time; of a flood, some a minute and how many were left
    /// out.
    func warnOfResyncs() {
        let total = shard.resyncCases.total
        guard total != resyncWarnings.seen else { return }
        let new = shard.resyncCases.since(resyncWarnings.seen)
        resyncWarnings.skip(to: total - new.count)
        for item in new {
            if let leftOut = resyncWarnings.admit(limits.resyncWarnings, at: now) {
                warn(of: item, leftOut: leftOut)
            }
        }
    }

    private func warn(of item: ResyncCase, leftOut: Int) {
        let request = item.request
        var metadata: Logger.Metadata = [
            "loop": "\(switchboard.index)", "room": "\(item.code)", "match": "\(item.match)",
            "connection": "\(item.connection.rawValue)",
            "player": "\(item.player.map { "\($0.rawValue)" } ?? "none")",
            "reason": "\(request.reason.rawValue)", "tick": "\(request.tick)",
            "roomTick": "\(item.roomTick)", "clientHash": "\(ShardLoop.text(request.viewHash))",
            "serverHash": "\(ShardLoop.text(item.serverHash))",
        ]
        if leftOut > 0 { metadata["leftOut"] = "\(leftOut)" }
        logger.warning("a client lost the state and was given a keyframe", metadata: metadata)
    }

    private static func text(_ hash: UInt32?) -> String {
        guard let hash else { return "unknown" }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// The members of `/health` about resyncs.
    ///
    /// Without the rooms' codes, which would let anybody in, and without hashes, from which one
    /// could guess what a player alone may see.
    static func resyncs(of summaries: [ShardSummary]) -> String {
        let counts = ResyncRequest.Reason.allCases.map { reason in
            let count = summaries.reduce(0) { $0 + ($1.counters.resyncs[reason] ?? 0) }
            return "\"\(reason.rawValue)\":\(count)"
        }
        let cases = summaries.flatMap { summary in
            summary.resyncCases.map { item in
                "{\"loop\":\(summary.index),\"room\":\(item.room.rawValue),"
                    + "\"match\":\(item.match),"
                    + "\"player\":\(item.player.map { "\($0.rawValue)" } ?? "null"),"
                    + "\"reason\":\"\(item.request.reason.rawValue)\","
                    + "\"tick\":\(item.request.tick),\"roomTick\":\(item.roomTick)}"
            }
        }
        return "\"resyncs\":{\(counts.joined(separator: ","))},"
            + "\"resyncCases\":[\(cases.joined(separator: ","))]"
    }
}
