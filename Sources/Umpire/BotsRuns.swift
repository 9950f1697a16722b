import Logging
import UmpireBots
import UmpireGame
import UmpireReport
import UmpireScenario
import UmpireTLS

/// Runs a plan in its mode: all that the command line knows of the drivers of bots.
struct BotsRuns<G: Game> {
    private let plan: BotsPlan
    private let game: AnyGame
    private let recordings: [String: RecordedInputs]

    /// Reads the recordings that the plan's brains name.
    init(_ plan: BotsPlan, _ game: AnyGame) throws(CommandFailure) {
        self.plan = plan
        self.game = game
        var recordings: [String: RecordedInputs] = [:]
        for share in plan.scenario.brains {
            guard case .recorded(let path) = share.item else { continue }
            let bytes = try Files.read(path)
            do {
                recordings[path] = try RecordedInputs(bytes, of: G.self)
            } catch {
                throw CommandFailure("\(path) cannot be replayed by bots: \(error)")
            }
        }
        self.recordings = recordings
    }

    /// The report of the whole run, which is shown on `output` meanwhile.
    func report(_ output: LiveDisplay.Output) throws -> RunReport {
        let controls = RunControls()
        let feed = LiveFeed(
            plan.scenario, mode: plan.mode.name, isVirtual: plan.mode == .virtual)
        var report = try LiveDisplay.during(feed, controls, output) {
            try run(controls) { feed.second($0, $1) }
        }
        report.notes += plan.notes
        if feed.wereArrivalsChanged {
            report.notes.append("Keys changed the arrivals, so the seed alone does not decide.")
        }
        if controls.stops > 0 {
            report.notes.append("Somebody ended it before its time.")
        }
        return report
    }

    private func run(
        _ controls: RunControls,
        _ eachSecond: @escaping @Sendable (CrowdStatus, Measures) -> Void
    ) throws -> RunReport {
        do {
            switch plan.mode {
            case .virtual:
                var bots = VirtualBots(
                    plan.scenario, scenarioText: plan.text, game: game, recordings: recordings)
                let begun = ContinuousClock.now
                var report = bots.run(controls: controls, eachSecond: eachSecond)
                report.wallSeconds = (ContinuousClock.now - begun) / .seconds(1)
                return report
            case .inProcess:
                // The server's log would be written over what is shown.
                let logger = Logger(label: G.info.name) { _ in SwiftLogNoOpLogHandler() }
                return try InProcessBots(
                    plan.scenario, game: game, recordings: recordings, scenarioText: plan.text,
                    logger: logger
                ).run(controls: controls, eachSecond: eachSecond)
            case .against(let url):
                var options = SocketOptions()
                if plan.isInsecure { options.trust = .everybody }
                return try SocketBots(
                    plan.scenario, game: game, recordings: recordings, scenarioText: plan.text
                ).run(against: [url], options: options, controls: controls, eachSecond: eachSecond)
            }
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}
