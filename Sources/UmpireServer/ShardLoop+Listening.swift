import Logging
import UmpireBasics
import UmpireLoop
import UmpireTLS

// Ports, certificates and signals, on the loop that accepts.

extension ShardLoop {
    func listen() throws {
        let configuration = parts.configuration
        listeners.append(
            try Listener(on: loop, host: configuration.host, port: configuration.port) {
                [self] _, peer in accept(from: peer, isSecure: false)
            })
        if let files = configuration.tls {
            do {
                try readCertificate(files)
            } catch {
                throw ServerError.certificate("\(error)")
            }
            listeners.append(
                try Listener(on: loop, host: configuration.host, port: files.port) {
                    [self] _, peer in accept(from: peer, isSecure: true)
                })
        }
        guard configuration.handlesSignals else { return }
        for signal in [ProcessSignal.interrupt, .terminate] {
            signals.append(
                try SignalSource(signal, on: loop) { [self] in
                    // Who asks again wants no more goodbyes.
                    if isStopping { loop.stop() } else { stop("\($0)") }
                })
        }
        signals.append(
            try SignalSource(.hangUp, on: loop) { [self] in
                reloadCertificate("\($0)")
            })
    }

    /// The ports that were bound; the one for TLS is nil without it.
    var ports: ServerPorts {
        ServerPorts(plain: listeners.first?.port ?? 0, tls: tls.map { _ in listeners[1].port })
    }

    /// Reads the certificate again; connections that there are keep the one they began with.
    func reloadCertificate(_ cause: String) {
        guard let files = parts.configuration.tls else {
            logger.info("\(cause): there is no certificate to read again")
            return
        }
        do {
            try readCertificate(files)
            logger.info("\(cause): new connections get the certificate in \(files.certificate)")
        } catch {
            logger.error("\(cause): the old certificate stays: \(error)")
        }
    }

    private func readCertificate(_ files: ServerConfiguration.TLS) throws(TLSError) {
        certificateDue = loop.now.advanced(byMilliseconds: limits.certificateMilliseconds)
        let context = try TLSContext(certificate: files.certificate, key: files.key)
        tls = context
        let secondsLeft = context.certificate.expirySeconds - Int64(WallClock.milliseconds / 1_000)
        guard secondsLeft < limits.certificateWarningSeconds else { return }
        let verb = secondsLeft < 0 ? "expired" : "expires soon"
        logger.warning(
            "the certificate in \(files.certificate) \(verb): \(context.certificate.expiry)")
    }
}
