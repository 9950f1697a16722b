import Testing
import UmpireBasics
import UmpireProtocol
import UmpireState
@testable import UmpireRoom

@Suite("A view of a room")
struct SnapshotViewTests {
    private let shape = WorldPlan<Relay.World>().shape
    private var view = SnapshotView(viewer: .everyone)

    private mutating func capture(_ tick: UInt32) {
        view.captureOnce(at: Tick(tick), shape: shape) { $1.tick = Tick(tick) }
    }

    private func base(_ baseline: UInt8, _ predecessor: UInt8) -> BaselineAges {
        BaselineAges(baseline: baseline, predecessor: predecessor)
    }

    @Test("has baselines for the ticks that were captured, and a keyframe for all others")
    mutating func ages() {
        for tick in [10, 11, 13] as [UInt32] { capture(tick) }
        let last = Tick(13)
        #expect(view.age(of: nil, at: last) == 0)
        #expect(view.age(of: Tick(11), at: last) == 2)
        #expect(view.age(of: Tick(10), at: last) == 3)
        #expect(view.age(of: Tick(12), at: last) == 0)
        #expect(view.age(of: Tick(13), at: last) == 0)
        #expect(view.age(of: Tick(14), at: last) == 0)
    }

    @Test("names a predecessor only beside a baseline, and only one that it still has")
    mutating func predecessors() {
        for tick in [10, 11, 13] as [UInt32] { capture(tick) }
        let last = Tick(13)
        #expect(view.ages(of: Tick(11), Tick(10), at: last) == base(2, 3))
        #expect(view.ages(of: Tick(11), Tick(9), at: last) == base(2, 0))
        #expect(view.ages(of: Tick(11), nil, at: last) == base(2, 0))
        #expect(view.ages(of: Tick(12), Tick(10), at: last) == base(0, 0))
    }

    @Test("keeps as many baselines as the limit says")
    mutating func limit() {
        let limit = UInt32(Limits.baselines)
        for tick in 1...(limit + 1) { capture(tick) }
        let last = Tick(limit + 1)
        #expect(view.age(of: Tick(1), at: last) == 0)
        #expect(view.age(of: Tick(2), at: last) == UInt8(limit - 1))
    }

    @Test("captures once a tick, whoever asks")
    mutating func once() {
        var captures = 0
        for tick in [1, 1, 2, 2, 2] as [UInt32] {
            view.captureOnce(at: Tick(tick), shape: shape) { _, _ in captures += 1 }
        }
        #expect(captures == 2)
    }

    @Test("remembers the encodings of this tick alone")
    mutating func encodings() {
        var effects = Effects()
        capture(1)
        let keyframe = effects.append { $0.append(1) }
        let delta = effects.append { $0 += [2, 3] }
        view.remember(keyframe, base(0, 0))
        view.remember(delta, base(1, 2))
        #expect(view.encoding(base(0, 0)) == keyframe)
        #expect(view.encoding(base(1, 2)) == delta)
        #expect(view.encoding(base(1, 3)) == nil)
        capture(2)
        #expect(view.encoding(base(0, 0)) == nil)
    }

    @Test("is outdated when none of its baselines can be used any more")
    mutating func outdated() {
        #expect(view.isOutdated(at: Tick(1)))
        capture(1)
        let limit = UInt32(Limits.baselines)
        #expect(!view.isOutdated(at: Tick(limit)))
        #expect(view.isOutdated(at: Tick(limit + 1)))
    }
}
