public import UmpireBasics
public import UmpireGame
import UmpireState

/// One recorded step.
public struct ReplayTick: Equatable, Sendable {
    /// Its number.
    public internal(set) var tick = Tick.zero
    /// Who came and went before it.
    public internal(set) var changes = SeatChanges()
    /// Everybody who has a seat in it.
    public internal(set) var players = PlayerSet()
    /// The low 32 bits of the state hash after it.
    public internal(set) var stateHash: UInt32 = 0
    /// The input row of each seat, side by side; those of empty seats mean nothing.
    public internal(set) var inputs: [UInt32] = []
}

extension ReplayTick {
    /// Reads what is recorded of the step after this one; `row` is scratch memory.
    mutating func read(
        _ reader: inout BitReader, seats: Int, plan: RowPlan, row: inout [UInt32]
    ) throws(DecodeError) {
        changes = SeatChanges()
        if try reader.readBit() {
            changes.joined = try ReplayTick.readSet(&reader, seats)
            changes.left = try ReplayTick.readSet(&reader, seats)
            changes.dropped = try ReplayTick.readSet(&reader, seats)
            changes.returned = try ReplayTick.readSet(&reader, seats)
        }
        players.bits = (players.bits & ~changes.left.bits) | changes.joined.bits
        for player in players where try reader.readBit() {
            row.removeAll(keepingCapacity: true)
            try RawRow.read(&reader, plan: plan, into: &row)
            let start = Int(player.rawValue) * row.count
            for column in row.indices { inputs[start + column] = row[column] }
        }
        stateHash = try reader.read(32)
    }

    private static func readSet(
        _ reader: inout BitReader, _ seats: Int
    ) throws(DecodeError) -> PlayerSet {
        var set = PlayerSet()
        guard try reader.readBit() else { return set }
        for seat in 0..<seats where try reader.readBit() { set.insert(PlayerID(UInt8(seat))) }
        return set
    }
}
