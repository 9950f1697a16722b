/// What `bots --help` says beside its options.
enum BotsHelp {
    static func discussion(program: String) -> String {
        """
        Each bot plays with the game's own brain, mirrors the state from its snapshots and \
        compares the server's hashes. A scenario says who comes when, over what network, what \
        goes wrong and what must hold; without one, --players bots come within two seconds.

        With a scenario and neither of --virtual, --in-process and --against, the server runs in \
        this process: nothing else need be there, and all that the scenario asks for can happen. \
        Without a scenario the bots go to \(BotsMode.usualAddress).

        EXAMPLES
          \(program) bots --players 200 --for 20s           against the server of this machine
          \(program) bots smoke.yaml                        real sockets, a server of its own
          \(program) bots smoke.yaml --virtual --seed 7     no sockets, simulated time, repeatable
          \(program) bots smoke.yaml --against wss://play.example.org --report out
          \(program) bots compare before/report.json out/report.json

        KEYS on a terminal: + and - change the arrivals, space pauses them, q or Ctrl-C lets the \
        bots say goodbye (again: at once), Ctrl-Z stops it until fg.

        EXIT CODE 0: every expectation held. 1: one did not. 2: it could not run. \
        3: the bots' own machine was too slow for the times to mean anything. \
        64: the words after bots make no sense.
        """
    }
}
