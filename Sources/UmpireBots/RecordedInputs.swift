import UmpireBasics
package import UmpireGame
package import UmpireReplay
import UmpireState

/// What the players of a recorded match did, tick by tick.
package struct RecordedInputs: Sendable {
    private let width: Int
    /// One for each player that has a seat at some time: rows, one after the other.
    private let tracks: [[UInt32]]

    /// Players whose inputs there are.
    package var players: Int { tracks.count }

    /// Reads a recording of the game `G`; one that ends early gives what there is.
    package init<G: Game>(_ bytes: [UInt8], of game: G.Type) throws(ReplayError) {
        let plan = GamePlan<G>()
        var reader = try ReplayReader<G>(bytes, plan: plan)
        let width = plan.input.plan.width
        var tracks = [[UInt32]](repeating: [], count: reader.header.seats)
        reading: while true {
            switch try reader.next() {
            case .tick:
                for player in reader.tick.players {
                    let start = Int(player.rawValue) * width
                    let rows = reader.tick.inputs
                    guard start + width <= rows.count else { continue }
                    tracks[Int(player.rawValue)].append(contentsOf: rows[start..<(start + width)])
                }
            case .end, .truncated: break reading
            }
        }
        self.width = width
        self.tracks = tracks.filter { !$0.isEmpty }
    }

    /// Appends the row of a player's input at a tick; after the last comes the first.
    func append(_ player: Int, at tick: Int, to row: inout [UInt32]) {
        guard tracks.indices.contains(player), width > 0 else { return }
        let track = tracks[player]
        let start = tick % (track.count / width) * width
        row.append(contentsOf: track[start..<(start + width)])
    }
}
