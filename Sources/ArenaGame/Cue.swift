import Umpire

extension Arena {
    /// Something to see or hear.
    struct Cue: Replicable {
        enum Kind: CaseIterable {
            /// `player`'s bolt has struck `other`.
            case hit
            /// `player`'s bolt has killed `other`; comes instead of `hit`.
            case kill
            /// `player` has taken a pickup.
            case pickup
            /// `player` begins to dash.
            case dash
            /// `player` is back.
            case spawn
            /// `player` has fired.
            case shot
        }

        let kind: Kind
        let position: Point
        let player: PlayerID
        /// The one it happened to; `player` again when nobody else is concerned.
        let other: PlayerID

        static let schema = Schema<Self> {
            Field("kind", \.kind)
            Field("x", \.position.x, in: 0...Map.width, step: 0.1)
            Field("y", \.position.y, in: 0...Map.height, step: 0.1)
            Field("player", \.player)
            Field("other", \.other)
        }

        init(_ kind: Kind, at position: Point, by player: PlayerID, to other: PlayerID) {
            self.kind = kind
            self.position = position
            self.player = player
            self.other = other
        }
    }
}
