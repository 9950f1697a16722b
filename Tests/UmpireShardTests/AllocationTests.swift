import Glibc
import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
@testable import UmpireShard

/// How often the process asked the C library for memory, when a counting library was loaded before it.
private enum AllocationCount {
    private typealias Counter = @convention(c) () -> UInt

    private static let counter: Counter? = dlsym(nil, "umpire_allocation_count").map {
        unsafeBitCast($0, to: Counter.self)
    }

    /// Unoptimised code allocates for many a closure: only that of a release build says something.
    static var isMeaningful: Bool { counter != nil && !_isDebugAssertConfiguration() }
    static var now: UInt { counter?() ?? 0 }
}

/// Sixteen people, each with an input in every tick, and one spectator.
private struct SteadyShard {
    var shard: Shard
    private let connections: [ConnectionID]
    private var input: [UInt8] = []
    private var sequence: UInt16 = 0

    init<G: Game>(_ game: G.Type, isRecording: Bool) {
        let pier = Pier(G.self) { $0.isRecording = isRecording }
        connections = (1...16 as ClosedRange<UInt32>).map { pier.board($0) }
        let watching = pier.greet(17)
        pier.say(watching, .spectate(room: pier[connections[0]].room ?? ""))
        shard = pier.shard
        InputFrame(sequence: 0, tick: .zero, ack: .zero).write(into: &input)
        input.append(0)
    }

    /// Makes ticks, and returns how many snapshots they sent.
    mutating func run(ticks: Int) -> Int {
        var snapshots = 0
        for _ in 0..<ticks {
            guard let due = shard.nextWake else { break }
            sequence &+= 1
            input[1] = UInt8(truncatingIfNeeded: sequence)
            input[2] = UInt8(truncatingIfNeeded: sequence >> 8)
            input[11] = UInt8(sequence % 8)
            // Shared, not copied, since it is given back before the next change.
            let frame = input
            for connection in connections {
                shard.receive(binary: frame.span.bytes, from: connection, at: due)
            }
            shard.wake(at: due)
            for effect in shard.effects.list { if case .snapshot = effect { snapshots += 1 } }
            shard.effects.removeAll()
        }
        return snapshots
    }
}

@Suite("A steady tick", .serialized)
struct AllocationTests {
    /// Every malloc, calloc, realloc and aligned allocation of the process counts, so this and the next
    /// run alone (`--filter AllocationTests`) in a release build, with `AllocationCount` preloaded.
    @Test(
        "of a room of sixteen allocates nothing", .enabled(if: AllocationCount.isMeaningful),
        arguments: [false, true])
    func allocations(hasPrivateFields: Bool) {
        var steady =
            hasPrivateFields
            ? SteadyShard(GreatHarbour.self, isRecording: false)
            : SteadyShard(OpenHarbour.self, isRecording: false)
        _ = steady.run(ticks: 2_000)
        let before = AllocationCount.now
        let snapshots = steady.run(ticks: 1_000)
        let count = AllocationCount.now - before
        print("private fields: \(hasPrivateFields), allocations in 1,000 ticks: \(count)")
        #expect(snapshots == 17_000)
        #expect(count <= 10)
    }

    @Test(
        "of a recorded room allocates about once a second",
        .enabled(if: AllocationCount.isMeaningful))
    func recorded() {
        var steady = SteadyShard(OpenHarbour.self, isRecording: true)
        _ = steady.run(ticks: 2_000)
        let before = AllocationCount.now
        _ = steady.run(ticks: 900)
        let count = AllocationCount.now - before
        print("recorded: allocations in 900 ticks: \(count)")
        #expect(count <= 60)
    }

    @Test("holds no more memory than the one before", arguments: [false, true])
    func noGrowth(isRecording: Bool) {
        var steady = SteadyShard(GreatHarbour.self, isRecording: isRecording)
        _ = steady.run(ticks: 1_000)
        let list = steady.shard.effects.list.capacity
        let bytes = steady.shard.effects.bytes.capacity
        _ = steady.run(ticks: 1_000)
        #expect(steady.shard.effects.list.capacity == list)
        #expect(steady.shard.effects.bytes.capacity <= 2 * bytes)
    }
}
