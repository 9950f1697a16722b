import Umpire

/// What drifts in a bot like a person's attention: functions of the player's number and the clock.
///
/// Each whim holds for a window of ticks; the next one is another, or a drift leads over to it.
struct Mood {
    private let player: UInt32
    private let time: UInt32

    init(player: PlayerID, ticksLeft: Int) {
        self.player = UInt32(player.rawValue)
        // Each bot's windows begin at times of their own.
        time = UInt32(truncatingIfNeeded: ticksLeft + Int(player.rawValue) * 7)
    }

    /// By how much it aims beside, in turns: slowly from one error to the next.
    var aimError: Float { drift(window: 24, salt: 1) * 0.035 }

    /// By what part it leads too far (or, negative, not far enough).
    var misjudgement: Float { drift(window: 40, salt: 2) * 0.8 }

    /// Which way it circles its enemy.
    var goesLeft: Bool { whim(time / 37, salt: 3) < 0 }

    /// Whether its finger is on the trigger: four fifths of the time.
    var isFiring: Bool { whim(time / 17, salt: 4) < 0.6 }

    /// Whether it walks past pickups: now and then, so that none holds it for ever.
    var isBusy: Bool { whim(time / 50, salt: 8) > 0.6 }

    /// Whether it would dash now.
    var isBold: Bool { whim(time / 11, salt: 5) < 0.2 }

    /// Whether it has seen this bolt at all: half of them.
    func notices(_ bolt: EntityID) -> Bool { whim(UInt32(bolt.rawValue), salt: 6) < 0 }

    /// Where it looks for enemies instead of walking straight to the nearest: a third of the time.
    ///
    /// Without it two bots that seek each other around a wall can mirror each other for ever.
    var hunch: Point? {
        let whim = whim(time / 90, salt: 7)
        guard whim > 0.33 else { return nil }
        let part = (whim - 0.33) * (1 / 0.67)
        return Routes.shared.waypoint(at: part)
    }

    private func drift(window: UInt32, salt: UInt32) -> Float {
        let part = Float(time % window) / Float(window)
        let old = whim(time / window, salt: salt)
        let new = whim(time / window + 1, salt: salt)
        return old + (new - old) * part
    }

    /// A number in -1..<1 that only depends on its arguments and the player.
    private func whim(_ window: UInt32, salt: UInt32) -> Float {
        var word = window &* 0x9E37_79B1 ^ (player &* 8 &+ salt) &* 0x85EB_CA77
        word = (word ^ word >> 15) &* 0x2C1B_3C6D
        word = (word ^ word >> 12) &* 0x297A_2D39
        word ^= word >> 15
        return Float(Int32(bitPattern: word)) * (1 / 2_147_483_648)
    }
}
