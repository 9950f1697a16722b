public import UmpireBasics

/// The result of a match.
public struct Verdict: Sendable, Equatable {
    /// A player's place in the result.
    public struct Placement: Sendable, Equatable {
        /// Who.
        public let player: PlayerID
        /// Points, in the game's own unit.
        public let score: Int

        /// `player` with `score`.
        public init(_ player: PlayerID, score: Int) {
            self.player = player
            self.score = score
        }
    }

    /// Everybody, best first.
    public let ranking: [Placement]
    /// Why the match is over, for people.
    public let reason: String

    /// The players by score, best first; equal scores in order of the players' numbers.
    public init(_ scores: [Placement], reason: String) {
        ranking = scores.sorted {
            ($1.score, $0.player.rawValue) < ($0.score, $1.player.rawValue)
        }
        self.reason = reason
    }
}
