import UmpireGame
import UmpireHTTP
import UmpireShard

// What requests are answered with.

extension ShardLoop {
    func response(to head: RequestHead) -> Response {
        if let file = page[head.path] { return file }
        if head.path == "/health" { return health }
        return Response(404, text: "nothing is here; the page is at /, the WebSocket at /play")
    }

    private var health: Response {
        let summaries = [shard.summary] + others.values.map(\.summary)
        let shells = [counters] + others.values.map(\.counters)
        func sum(_ count: (ShardSummary) -> Int) -> Int { summaries.reduce(0) { $0 + count($1) } }
        func sum(_ count: (ServerCounters) -> Int) -> Int { shells.reduce(0) { $0 + count($1) } }
        let figures: [(String, Int)] = [
            ("loops", switchboard.mailboxes.count), ("connections", sum(\.connections)),
            ("players", sum(\.players)), ("rooms", sum(\.rooms)),
            ("matches", sum(\.counters.matches)), ("ticks", sum(\.counters.ticks)),
            ("overruns", sum(\.counters.overruns)),
            ("forgivenTicks", sum(\.counters.forgivenTicks)), ("lateTurns", sum(\.lateTurns)),
            ("badRequests", sum(\.badRequests)), ("violations", sum(\.violations)),
            ("slowReaders", sum(\.slowReaders)), ("refusedConnections", sum(\.refusedConnections)),
        ]
        let members = figures.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
        let body =
            "{\"status\":\"\(isStopping ? "stopping" : "ok")\","
            + "\"game\":\"\(shard.game.info.name)\",\(members)}\n"
        return Response(
            200, headers: [HeaderField("content-type", "application/json")], body: Array(body.utf8))
    }
}
