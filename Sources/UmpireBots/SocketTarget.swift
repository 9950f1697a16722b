import UmpireLoop
import UmpireTLS

/// A server that bots go to.
struct SocketTarget: Sendable {
    let address: ServerAddress
    /// What the name stands for, the one that answered first.
    var peers: [SocketAddress]
    /// Nil where no TLS is spoken.
    let tls: TLSClientContext?

    /// Looks the names up; blocks meanwhile.
    static func find(
        _ addresses: [ServerAddress], _ options: SocketOptions
    ) throws(SocketFailure) -> [SocketTarget] {
        if addresses.isEmpty { throw .noAddress }
        var context: TLSClientContext?
        if addresses.contains(where: \.isSecure) {
            do throws(TLSError) {
                context = try TLSClientContext(trust: options.trust)
            } catch {
                throw .broken("\(error)")
            }
        }
        var targets: [SocketTarget] = []
        for address in addresses {
            let peers = try? SocketAddress.resolve(host: address.host, port: address.port)
            guard let peers, !peers.isEmpty else { throw .unknownHost(address.host) }
            targets.append(
                SocketTarget(
                    address: address, peers: peers, tls: address.isSecure ? context : nil))
        }
        return targets
    }
}
