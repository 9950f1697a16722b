import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
@testable import UmpireShard

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
