import UmpireBasics

extension ServerMessage {
    /// Appends the message as JSON.
    public func write(into bytes: inout [UInt8]) {
        JSONWriter.appendObject(to: &bytes) { writer in
            writer.member("type", type)
            writeMembers(&writer)
        }
    }

    private func writeMembers(_ writer: inout JSONWriter) {
        switch self {
        case .welcome(let welcome): welcome.write(&writer)
        case .seated(let seated): seated.write(&writer)
        case .phase(let name, let since, let ticksLeft):
            writer.member("phase", name.rawValue)
            writer.member("tick", Int(since.rawValue))
            writer.member("ticksLeft", ticksLeft)
        case .roster(let seats, let spectators):
            writer.list("seats", seats) { writer, seat in
                writer.object {
                    $0.member("player", Int(seat.player.rawValue))
                    $0.member("name", seat.name)
                    $0.member("state", seat.state.rawValue)
                }
            }
            writer.member("spectators", spectators)
        case .verdict(let ranking, let reason):
            writer.list("ranking", ranking) { writer, line in
                writer.object {
                    $0.member("player", Int(line.player.rawValue))
                    $0.member("score", line.score)
                }
            }
            writer.member("reason", reason)
        case .matches(let matches):
            writer.list("matches", matches) { writer, match in match.write(&writer) }
        case .left: break
        case .pong(let id, let tick):
            writer.member("id", id)
            writer.member("tick", Int(tick.rawValue))
        case .refused(let refusal):
            writer.member("of", refusal.message)
            writer.member("code", refusal.code.rawValue)
            writer.member("message", refusal.remedy)
        }
    }
}

extension ServerMessage.Welcome {
    fileprivate func write(_ writer: inout JSONWriter) {
        writer.member("protocol", 1)
        writer.member("server", "umpire")
        writer.member("game", game)
        writer.member("tickRate", tickRate)
        writer.member("snapshotRate", snapshotRate)
        writer.member("minPlayers", minPlayers)
        writer.member("maxPlayers", maxPlayers)
        writer.member("graceSeconds", graceSeconds)
        writer.member("schemaHash", schemaHash)
        if let schema { writer.member("schema", json: schema) }
    }
}

extension ServerMessage.Seated {
    fileprivate func write(_ writer: inout JSONWriter) {
        writer.member("room", room)
        writer.member("player", player.map { Int($0.rawValue) })
        writer.member("spectator", player == nil)
        writer.member("returned", isReturned)
        if let resumeToken { writer.member("resumeToken", resumeToken) }
        writer.member("phase", phase.rawValue)
        writer.member("tick", Int(tick.rawValue))
    }
}

extension ServerMessage.ListedMatch {
    fileprivate func write(_ writer: inout JSONWriter) {
        writer.object {
            $0.member("room", room)
            $0.member("phase", phase.rawValue)
            $0.member("humans", humans)
            $0.member("bots", bots)
            $0.member("seats", seats)
            $0.member("spectators", spectators)
        }
    }
}
