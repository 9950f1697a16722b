import ArgumentParser
import UmpireServer

/// Who may connect, and how many.
struct DoorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "An origin whose pages may play, such as https://example.org; may be repeated. "
                + "Without one, pages of every origin may.", valueName: "origin"))
    var allowOrigin: [String] = []

    @Option(
        help: ArgumentHelp(
            "A proxy, such as 10.0.0.7 or 10.0.0.0/8, whose X-Forwarded-For is believed; "
                + "may be repeated.", valueName: "address"))
    var trustedProxy: [String] = []

    @Option(
        help: ArgumentHelp(
            "An address, such as 127.0.0.1 or 10.0.0.0/8, that may read /metrics, but not "
                + "through a proxy that --trusted-proxy does not name; may be repeated. "
                + "Without one, nobody may, and nothing is measured for it.",
            valueName: "address"))
    var metricsReader: [String] = []

    @Option(help: "Connections at once. [default: 20000 for each loop]")
    var maxConnections: Int?

    @Option(
        help: ArgumentHelp(
            "Connections at once from one address, of IPv6 from one /64. "
                + "[default: 1000; no bound for this machine itself]"))
    var connectionsPerAddress: Int?

    @Option(
        help: ArgumentHelp(
            "WebSockets that one address may open a second, and ten times as many at once. "
                + "[default: 100; no bound for this machine itself]"))
    var handshakesPerAddress: Int?

    func validate() throws {
        let numbers = [
            ("--max-connections", maxConnections),
            ("--connections-per-address", connectionsPerAddress),
            ("--handshakes-per-address", handshakesPerAddress),
        ]
        for case (let name, let number?) in numbers where !(1...1_000_000).contains(number) {
            throw ValidationError("\(name) is 1 to 1000000, not \(number)")
        }
    }

    func apply(to configuration: inout ServerConfiguration) {
        configuration.origins = allowOrigin
        configuration.trustedProxies = trustedProxy
        configuration.metricsReaders = metricsReader
        configuration.connections = maxConnections
        configuration.connectionsPerAddress = connectionsPerAddress
        configuration.handshakesPerAddress = handshakesPerAddress
    }
}
