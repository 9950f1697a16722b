import ArenaGame
import ArgumentParser
import UmpireGame
import UmpireReplay

/// A game that a storm can play.
enum StormGame: String, CaseIterable, ExpressibleByArgument {
    case arena, shoal

    private static let shoalGame = AnyGame(Shoal.self)

    var game: AnyGame {
        switch self {
        case .arena: ArenaProgram.game
        case .shoal: StormGame.shoalGame
        }
    }

    /// What is wrong with a recording; nil: it holds to its end.
    func fault(of recording: [UInt8]) -> String? {
        let finding =
            switch self {
            case .arena: ArenaProgram.verify(recording)
            case .shoal: ReplayVerifier(GamePlan<Shoal>()).verify(recording)
            }
        if case .holds = finding { return nil }
        return "\(finding)"
    }
}
