import UmpireGame
import UmpireHTTP
import UmpireShard

// What `/metrics` says, in the text format of Prometheus, version 0.0.4: figures of all loops,
// those of other loops a quarter of a second old.

extension ShardLoop {
    var metrics: Response {
        let summaries = [shard.summary] + others.values.map(\.summary)
        var lines = MetricLines(game: shard.game.info.name)
        func sum(_ count: (ShardSummary) -> Int) -> Int { summaries.reduce(0) { $0 + count($1) } }
        lines.add("umpire_connections", .gauge, "WebSockets.", sum(\.connections))
        lines.add("umpire_players", .gauge, "Players, dropped ones too.", sum(\.players))
        lines.add("umpire_rooms", .gauge, "Rooms.", sum(\.rooms))
        lines.add("umpire_ticks_total", .counter, "Ticks made.", sum(\.counters.ticks))
        lines.add(
            "umpire_snapshots_total", .counter, "Snapshots sent.", sum(\.counters.snapshots))
        lines.add(
            "umpire_snapshot_bytes_total", .counter,
            "Bytes of snapshots, without WebSocket headers.", sum(\.counters.snapshotBytes))
        lines.add(
            "umpire_sampled_snapshots_total", .counter,
            "Snapshots of which it is known what their bytes were spent for.",
            sum(\.counters.sampledSnapshots))
        lines.begin(
            "umpire_sampled_bytes_total", .counter,
            "Bytes of the sampled snapshots by what they were spent for.")
        for (place, part) in shard.sampledParts.enumerated() {
            // A shard that has looked at nothing yet has no numbers.
            let bits = sum {
                place < $0.counters.sampledBits.count ? $0.counters.sampledBits[place] : 0
            }
            lines.add(
                "umpire_sampled_bytes_total", table: part.table, field: part.field,
                Double(bits) / 8)
        }
        let type = HeaderField("content-type", "text/plain; version=0.0.4; charset=utf-8")
        return Response(200, headers: [type], body: Array(lines.text.utf8))
    }
}
