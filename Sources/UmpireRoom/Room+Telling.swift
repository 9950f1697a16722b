package import UmpireBasics
import UmpireGame
package import UmpireProtocol

// What clients of a room are told as text.

extension Room {
    /// Tells a connection that just came where things stand.
    package func brief(_ connection: ConnectionID, _ effects: inout Effects) {
        effects.send(phase.message(at: tick), to: connection)
        effects.send(roster, to: connection)
        if case .ended = phase, let message = verdictMessage {
            effects.send(message, to: connection)
        }
    }

    /// The room's line in the list of matches.
    package var listing: ServerMessage.ListedMatch {
        ServerMessage.ListedMatch(
            room: settings.code, phase: phase.name, humans: seats.humans.count,
            bots: seats.bots.count, seats: settings.seats, spectators: spectators)
    }

    func tellRosterIfNew(_ effects: inout Effects) {
        guard seats.hasNews else { return }
        seats.hasNews = false
        tellAll(roster, &effects)
    }

    func enter(_ next: MatchPhase, _ effects: inout Effects) {
        phase = next
        tellAll(phase.message(at: tick), &effects)
        if case .ended = next, let message = verdictMessage { tellAll(message, &effects) }
    }

    private func tellAll(_ message: ServerMessage, _ effects: inout Effects) {
        guard !members.isEmpty else { return }
        effects.send(message, toAll: members.lazy.map(\.connection))
    }

    private var verdictMessage: ServerMessage? {
        verdict.map { verdict in
            .verdict(
                verdict.ranking.map {
                    ServerMessage.RankedPlayer(player: $0.player, score: $0.score)
                }, reason: verdict.reason)
        }
    }

    private var roster: ServerMessage {
        var lines: [ServerMessage.RosterSeat] = []
        for player in seats.occupied {
            switch seats[player] {
            case .empty: break
            case .bot:
                let name = Room.botName(player)
                lines.append(ServerMessage.RosterSeat(player: player, name: name, state: .bot))
            case .human(let occupant):
                lines.append(
                    ServerMessage.RosterSeat(player: player, name: occupant.name, state: .human))
            case .dropped(let occupant, _):
                lines.append(
                    ServerMessage.RosterSeat(player: player, name: occupant.name, state: .dropped))
            }
        }
        return .roster(lines, spectators: spectators)
    }

    private static let botNames = [
        "Ada", "Bram", "Cleo", "Dax", "Edda", "Finn", "Gwen", "Hugo", "Iris", "Jun", "Kira", "Leif",
        "Mona", "Nils", "Odo", "Pia",
    ]

    private static func botName(_ player: PlayerID) -> String {
        let number = Int(player.rawValue)
        let name = botNames[number % botNames.count]
        return number < botNames.count ? name : "\(name) \(number / botNames.count + 1)"
    }
}
