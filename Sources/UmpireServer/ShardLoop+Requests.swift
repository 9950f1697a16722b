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
        let counted = shard.counters
        let body =
            "{\"status\":\"\(isStopping ? "stopping" : "ok")\","
            + "\"game\":\"\(shard.game.info.name)\","
            + "\"connections\":\(shard.connectionCount),\"players\":\(shard.sessionCount),"
            + "\"rooms\":\(shard.rooms.count),\"matches\":\(counted.matches),"
            + "\"ticks\":\(counted.ticks),\"overruns\":\(counted.overruns),"
            + "\"lateTurns\":\(counters.lateTurns),\"forgivenTicks\":\(counted.forgivenTicks),"
            + "\"badRequests\":\(counters.badRequests),\"violations\":\(counters.violations),"
            + "\"slowReaders\":\(counters.slowReaders),"
            + "\"refusedConnections\":\(counters.refusedConnections)}\n"
        return Response(
            200, headers: [HeaderField("content-type", "application/json")], body: Array(body.utf8))
    }
}
