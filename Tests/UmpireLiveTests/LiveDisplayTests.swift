import Glibc
import Testing
import UmpireBots
import UmpireReport
import UmpireScenario

@testable import Umpire

/// What happens around a run that is shown.
@Suite("Showing a run") struct LiveDisplayTests {
    private struct Broken: Error, Equatable {}

    @Test("what the run gives comes through, and so does what it throws") func results() throws {
        let feed = LiveFeed(Scenario(), mode: "test", isVirtual: false)
        let result = try LiveDisplay.during(feed, RunControls(), .nothing) { 7 }
        #expect(result == 7)
        #expect(feed.isOver)
        let other = LiveFeed(Scenario(), mode: "test", isVirtual: false)
        #expect(throws: Broken()) {
            try LiveDisplay.during(other, RunControls(), .nothing) { throw Broken() }
        }
        #expect(other.isOver)
    }

    @Test("signals held back in a thread are taken one by one") func signals() {
        var signals = TerminalSignals(isLive: true)
        signals.hold()
        defer { signals.release() }
        // What others may have sent to the process.
        while signals.next(withinMilliseconds: 0) != nil {}
        // To this thread alone: the others of this process hold nothing back.
        pthread_kill(pthread_self(), SIGTERM)
        pthread_kill(pthread_self(), SIGWINCH)
        var taken: Set<Int32> = []
        while let signal = signals.next(withinMilliseconds: 0) { taken.insert(signal) }
        #expect(taken == [SIGTERM, SIGWINCH])
    }

    @Test("without a shell's jobs Ctrl-Z is left to the system") func jobs() {
        var signals = TerminalSignals(isLive: false)
        signals.hold()
        defer { signals.release() }
        pthread_kill(pthread_self(), SIGWINCH)
        #expect(signals.next(withinMilliseconds: 0) == nil)
    }

    @Test("the feed shows the newest second, and what keys did") func feed() {
        var scenario = Scenario()
        scenario.name = "smoke"
        let feed = LiveFeed(scenario, mode: "test", isVirtual: false)
        let controls = RunControls()
        #expect(feed.input(controls).elapsedSeconds == 0)
        var status = CrowdStatus()
        (status.seconds, status.present, status.seated) = (3, 8, 7)
        var measures = Measures()
        measures.count(.drops, by: 5)
        feed.second(status, measures)
        controls.isPaused = true
        controls.rateFactor = 2
        let input = feed.input(controls)
        #expect(feed.version == 1)
        #expect((input.elapsedSeconds, input.present, input.seated) == (3, 8, 7))
        #expect((input.name, input.isPaused, input.rateFactor) == ("smoke", true, 2))
        #expect(input.json.contains(#""drops": 5"#))
        #expect(!input.isWaiting)
        #expect(!input.isEnding)
        controls.stop()
        #expect(feed.input(controls).isEnding)
    }

    @Test("fast virtual time copies the measures a few times a second at most") func throttled() {
        let feed = LiveFeed(Scenario(), mode: "test", isVirtual: true)
        for _ in 0..<1_000 { feed.second(CrowdStatus(), Measures()) }
        // One, and one more for each 200 ms that a slow machine takes for the thousand.
        #expect((1...50).contains(feed.version))
    }
}
