import ArgumentParser
import UmpireServer

/// The certificate, and where TLS is spoken.
struct TLSOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A certificate with its chain, in PEM: https and wss beside the plain port. "
                + "SIGHUP reads certificate and key again.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The certificate's key, in PEM.", valueName: "file"))
    var tlsKey: String?

    @Option(help: ArgumentHelp("The port for TLS; 0 takes any free one.", valueName: "port"))
    var tlsPort = 7443

    func validate() throws {
        guard (0...65_535).contains(tlsPort) else {
            throw ValidationError("a port is 0 to 65535, not \(tlsPort)")
        }
        if (tlsCertificate == nil) != (tlsKey == nil) {
            throw ValidationError("--tls-certificate and --tls-key go together")
        }
    }

    var files: ServerConfiguration.TLS? {
        guard let tlsCertificate, let tlsKey else { return nil }
        return ServerConfiguration.TLS(certificate: tlsCertificate, key: tlsKey, port: tlsPort)
    }
}
