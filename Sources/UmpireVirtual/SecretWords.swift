import UmpireBasics

/// Random words that a closure can draw.
final class SecretWords {
    private var random: GameRandom

    init(seed: UInt64, stream: UInt64) {
        random = GameRandom(seed: seed, stream: 0x5EED_0000 + stream)
    }

    func next() -> UInt64 { UInt64(random.word()) << 32 | UInt64(random.word()) }
}
