import UmpireBasics
import UmpireGame
import UmpireHTTP
import UmpireShard

// What `/health` says: figures of all loops, those of other loops a quarter of a second old.

extension ShardLoop {
    var health: Response {
        let summaries = ([shard.summary] + others.values.map(\.summary)).sorted {
            $0.index < $1.index
        }
        let shells = [counters] + others.values.map(\.counters)
        let refusals = RefusalCause.allCases.map { cause in
            (cause.name, shells.reduce(0) { $0 + $1[cause] })
        }
        let lateness = summaries.map { "{\(members(ShardLoop.lateness(of: $0)))}" }
        let body =
            "{\"status\":\"\(isStopping ? "stopping" : "ok")\","
            + "\"game\":\"\(shard.game.info.name)\",\(members(figures(summaries))),"
            + "\"refusals\":{\(members(refusals))},\(ShardLoop.resyncs(of: summaries)),"
            + "\"lateness\":[\(lateness.joined(separator: ","))]}\n"
        return Response(
            200, headers: [HeaderField("content-type", "application/json")], body: Array(body.utf8))
    }

    private func figures(_ summaries: [ShardSummary]) -> [(String, Int)] {
        func sum(_ count: (ShardSummary) -> Int) -> Int { summaries.reduce(0) { $0 + count($1) } }
        return [
            ("loops", switchboard.mailboxes.count), ("connections", sum(\.connections)),
            ("players", sum(\.players)), ("rooms", sum(\.rooms)),
            ("matches", sum(\.counters.matches)), ("ticks", sum(\.counters.ticks)),
            ("lateTicks", sum(\.counters.lateTicks)), ("overruns", sum(\.counters.overruns)),
            ("forgivenTicks", sum(\.counters.forgivenTicks)),
            ("inputs", sum(\.counters.inputs)), ("drops", sum(\.counters.drops)),
            ("returns", sum(\.counters.returns)),
            ("quarantined", sum(\.counters.quarantined)),
        ]
    }

    /// How late the ticks of one loop began, in microseconds.
    private static func lateness(of summary: ShardSummary) -> [(String, Int)] {
        let late = summary.lateness
        return [
            ("p50", Int(late.nanoseconds(percentile: 50) / 1_000)),
            ("p99", Int(late.nanoseconds(percentile: 99) / 1_000)),
            ("max", Int(late.maxNanoseconds / 1_000)),
        ]
    }

    private func members(_ figures: [(String, Int)]) -> String {
        figures.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
    }
}
