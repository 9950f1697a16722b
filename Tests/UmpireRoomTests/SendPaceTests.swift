import Testing
import UmpireBasics
@testable import UmpireRoom

@Suite("The pace of snapshots")
struct SendPaceTests {
    /// A client whose acknowledgements come `lag` ticks after what they name.
    private struct Line {
        var pace: SendPace
        var sent: [Tick] = []
        var now = Tick(1)
        let ticksPerSnapshot: Int

        init(ticksPerSnapshot: Int = 1) {
            self.ticksPerSnapshot = ticksPerSnapshot
            pace = SendPace(tickRate: 30, ticksPerSnapshot: ticksPerSnapshot, at: Tick(1))
        }

        /// Makes ticks, and returns how many snapshots were sent; nil: the client says nothing.
        mutating func run(ticks: Int, lag: Int?) -> Int {
            let before = sent.count
            for _ in 0..<ticks {
                now = now.next
                if let lag, let last = sent.last,
                    let tick = sent.last(where: { now.distance(since: $0) >= lag })
                {
                    pace.acknowledge(tick, lastSent: last, at: now)
                }
                if Int(now.rawValue) % ticksPerSnapshot == 0 && pace.takesTurn(at: now) {
                    sent.append(now)
                    pace.noteSent(at: now)
                }
            }
            return sent.count - before
        }
    }

    @Test(
        "is every snapshot for a client that acknowledges as fast as it ever did",
        arguments: [1, 4, 12, 40])
    func steady(lag: Int) {
        var line = Line()
        let sent = line.run(ticks: 600, lag: lag)
        #expect(sent == 600)
    }

    @Test("is every snapshot for a client that never acknowledges")
    func silent() {
        var line = Line()
        let sent = line.run(ticks: 600, lag: nil)
        #expect(sent == 600)
    }

    @Test("halves while acknowledgements come later, to an eighth at most, and recovers by steps")
    func late() {
        var line = Line()
        _ = line.run(ticks: 120, lag: 3)
        let slower = (0..<8).map { _ in line.run(ticks: 15, lag: 30) }
        #expect(slower == slower.sorted(by: >))
        #expect(line.pace.steps == 3)
        let late = line.run(ticks: 16, lag: 30)
        #expect(late == 2)
        var steps: [UInt8] = [3]
        for _ in 0..<8 {
            _ = line.run(ticks: 15, lag: 3)
            steps.append(line.pace.steps)
        }
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $1 == $0 || $1 + 1 == $0 })
        #expect(steps.last == 0)
        let well = line.run(ticks: 30, lag: 3)
        #expect(well == 30)
    }

    @Test("takes a longer way for the usual one after some seconds")
    func longerWay() {
        var line = Line()
        _ = line.run(ticks: 120, lag: 3)
        _ = line.run(ticks: 60, lag: 30)
        #expect(line.pace.steps > 0)
        _ = line.run(ticks: 600, lag: 30)
        #expect(line.pace.steps == 0)
    }

    @Test("recovers when nothing is said any more")
    func fallsSilent() {
        var line = Line()
        _ = line.run(ticks: 120, lag: 3)
        _ = line.run(ticks: 120, lag: 30)
        #expect(line.pace.steps == 3)
        _ = line.run(ticks: 120, lag: nil)
        #expect(line.pace.steps == 0)
    }

    @Test("never lets a baseline grow too old", arguments: [1, 2, 3, 5, 8, 16, 30])
    func bound(ticksPerSnapshot: Int) {
        var line = Line(ticksPerSnapshot: ticksPerSnapshot)
        _ = line.run(ticks: 300, lag: 3)
        _ = line.run(ticks: 300, lag: 31)
        let gaps = zip(line.sent, line.sent.dropFirst()).map { $1.distance(since: $0) }
        #expect(gaps.allSatisfy { $0 <= max(Limits.baselines / 2, ticksPerSnapshot) })
    }
}
