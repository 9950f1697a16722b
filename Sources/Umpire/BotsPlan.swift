import UmpireScenario

/// What is run, how, and what a reader of the report should know about it.
struct BotsPlan: Equatable {
    var scenario: Scenario
    /// The scenario's file, word for word; a line that says so when there is none.
    var text: String
    /// What the command line changed, one sentence each.
    var notes: [String] = []
    var mode: BotsMode
    /// Whether certificates are not checked.
    var isInsecure = false

    /// The plan of a scenario file; without a mode it gets a server of its own, as the file may ask
    /// for what only that can do, and no other server need be there.
    init(file: String, mode: BotsMode?, _ overrides: BotsOverrides) throws(CommandFailure) {
        text = String(decoding: try Files.read(file), as: UTF8.self)
        do throws(ScenarioError) {
            scenario = try Scenario.read(yaml: text, file: file)
        } catch {
            throw CommandFailure("\(error)")
        }
        self.mode = mode ?? .inProcess
        notes = try overrides.apply(to: &scenario)
    }

    /// The plan of a command line without a file: 8 bots for 30 seconds, unless it says otherwise,
    /// against the usual address.
    init(mode: BotsMode?, _ overrides: BotsOverrides) throws(CommandFailure) {
        self.mode = mode ?? .against(BotsMode.usualAddress)
        var overrides = overrides
        // A simulated network without latency would be like none that there is.
        if self.mode == .virtual {
            overrides.latencyMilliseconds = overrides.latencyMilliseconds ?? 20
            overrides.jitterMilliseconds = overrides.jitterMilliseconds ?? 5
        }
        scenario = Scenario()
        text = "# No file, but: bots \(overrides.words)"
        _ = try overrides.apply(to: &scenario)
    }
}
