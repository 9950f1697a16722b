import UmpireTLS

/// A server's context and who may speak with it: what most tests begin with.
struct Stage {
    let folder: Folder
    let authority: Identity
    let identity: Identity
    let context: TLSContext
    let authorities: String

    init() throws {
        folder = try Folder()
        authority = try Identity(isAuthority: true)
        identity = try Identity(by: authority)
        let files = try identity.write(to: folder, as: "server")
        context = try TLSContext(certificate: files.certificate, key: files.key)
        authorities = try authority.writeCertificate(to: folder, as: "authority.pem")
    }

    func clientContext(_ newest: TLSClientContext.Version = .tls13) throws -> TLSClientContext {
        try TLSClientContext(trust: .file(authorities), newest: newest)
    }

    /// A server and a client before the first byte.
    func strangers(
        _ newest: TLSClientContext.Version = .tls13
    ) throws -> (server: Party, client: Party) {
        (Party(context), try Party(client: clientContext(newest)))
    }

    /// A server and a client who know each other.
    func friends(
        _ newest: TLSClientContext.Version = .tls13
    ) throws -> (server: Party, client: Party) {
        let pair = try strangers(newest)
        converse(pair.client, pair.server)
        return pair
    }
}
