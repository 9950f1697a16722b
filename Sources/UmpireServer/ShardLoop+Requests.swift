import UmpireGame
import UmpireHTTP
import UmpireLoop
import UmpireShard

// What requests are answered with.

extension ShardLoop {
    func response(to head: RequestHead, _ connection: Connection) -> Response {
        if let file = parts.page[head.path] { return file }
        if head.path == "/metrics" && mayReadMetrics(head, connection) { return metrics }
        if head.path == "/health" { return health }
        return Response(404, text: "nothing is here; the page is at /, the WebSocket at /play")
    }

    /// A request that some proxy sent on is read for whom a trusted proxy names, and for nobody
    /// else: the address of an unlisted proxy on this machine is that of a reader, for all its
    /// visitors.
    private func mayReadMetrics(_ head: RequestHead, _ connection: Connection) -> Bool {
        let peer = ClientAddress(connection.peer)
        let client = parts.trustedProxies.client(of: head, from: peer)
        guard !TrustedProxies.isForwarded(head) || client != peer else { return false }
        return parts.metricsReaders.contains(client)
    }

    /// Why a WebSocket may not be opened by this request; nil when it may.
    func refusal(of head: RequestHead, _ connection: Connection) -> (Response, RefusalCause)? {
        guard parts.allowedOrigins.allows(head.headers["origin"]) else {
            let text = "pages of this origin may not play here; start the server with "
            return (Response(403, text: text + "--allow-origin to allow them"), .origin)
        }
        let peer = ClientAddress(connection.peer)
        if parts.trustedProxies.contains(peer), connection.account == nil {
            let client = parts.trustedProxies.client(of: head, from: peer)
            if let account = accounts.account(of: client, at: now) {
                guard accounts.hasRoom(account) else {
                    let text = "too many connections from this address; close one first"
                    return (Response(503, text: text), .addressConnections)
                }
                account.connections += 1
                connection.account = account
            }
        }
        if connection.account?.takeHandshake(at: now) == false {
            let text = "too many WebSockets from this address; try again in a few seconds"
            return (Response(429, text: text), .addressHandshakes)
        }
        return nil
    }
}
