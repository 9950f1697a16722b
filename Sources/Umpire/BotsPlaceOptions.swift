import ArgumentParser

/// Where the server of the bots is.
struct BotsPlaceOptions: ParsableArguments {
    @Flag(help: "Play in virtual time, without sockets: as fast as the machine, always the same.")
    var virtual = false

    @Flag(help: "Play over real sockets against a server in this process.")
    var inProcess = false

    @Option(
        help: ArgumentHelp(
            "Play against the server at this address, such as wss://play.example.org.",
            valueName: "url"))
    var against: String?

    @Flag(help: "Believe any certificate.")
    var insecure = false

    /// What was asked for; nil when nothing was.
    var mode: BotsMode? {
        virtual ? .virtual : inProcess ? .inProcess : against.map { .against($0) }
    }

    func validate() throws {
        guard [virtual, inProcess, against != nil].count(where: { $0 }) < 2 else {
            throw ValidationError("give one of --virtual, --in-process and --against")
        }
        guard !insecure || against != nil else {
            throw ValidationError("--insecure is for --against: no other server has a certificate")
        }
    }
}
