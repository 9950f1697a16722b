import Testing
import UmpireBots

@Suite("controls of a run")
struct SocketControlsTests {
    @Test("a pause hides the factor and brings it back")
    func pausing() {
        let controls = RunControls()
        #expect(controls.arrivalsFactor == 1)
        controls.rateFactor = 2.5
        controls.isPaused = true
        #expect(controls.arrivalsFactor == 0)
        #expect(controls.rateFactor == 2.5)
        controls.isPaused = false
        #expect(controls.arrivalsFactor == 2.5)
    }

    @Test("a factor is never negative, endless or no number")
    func factors() {
        let controls = RunControls()
        controls.rateFactor = -1
        #expect(controls.rateFactor == 0)
        controls.rateFactor = 1e9
        #expect(controls.rateFactor == 1_000)
        controls.rateFactor = .nan
        #expect(controls.rateFactor == 1)
    }

    @Test("it is counted how often somebody asked to stop")
    func stopping() {
        let controls = RunControls()
        #expect(controls.stops == 0)
        controls.stop()
        controls.stop()
        #expect(controls.stops == 2)
    }
}
