import UmpireBasics

extension ServerMessage {
    /// Reads a server's message, for clients in Swift; nil for a type that this version does not
    /// know.
    ///
    /// Lists (the seats of a roster, a verdict's ranking, the matches) are not read: they come out
    /// empty.
    public init?(parsing bytes: borrowing Span<UInt8>) throws(Refusal) {
        let object: JSONObject
        do {
            object = try JSONObject(parsing: bytes, maxDepth: Limits.controlMessageDepth)
        } catch {
            throw Refusal(of: "", .badJSON, "the server's message is not JSON: \(error)")
        }
        let members = MemberReader(type: "", object: object)
        switch object["type"] {
        case .string("welcome"): self = .welcome(try Welcome(members))
        case .string("seated"): self = .seated(try Seated(members))
        case .string("phase"):
            self = .phase(
                try members.phase(), since: try members.tick(),
                ticksLeft: try members.integer("ticksLeft"))
        case .string("roster"):
            self = .roster([], spectators: try members.integer("spectators") ?? 0)
        case .string("verdict"):
            self = .verdict([], reason: try members.text("reason"))
        case .string("matches"): self = .matches([])
        case .string("left"): self = .left
        case .string("pong"):
            self = .pong(id: try members.integer("id") ?? 0, tick: try members.tick())
        case .string("refused"):
            let code = Refusal.Code(rawValue: try members.text("code")) ?? .badMessage
            self = .refused(
                Refusal(of: try members.text("of"), code, try members.text("message")))
        default: return nil
        }
    }
}

extension ServerMessage.Welcome {
    fileprivate init(_ members: MemberReader) throws(Refusal) {
        game = try members.text("game")
        tickRate = try members.integer("tickRate") ?? 0
        snapshotRate = try members.integer("snapshotRate") ?? 0
        minPlayers = try members.integer("minPlayers") ?? 0
        maxPlayers = try members.integer("maxPlayers") ?? 0
        graceSeconds = try members.integer("graceSeconds") ?? 0
        schemaHash = try members.text("schemaHash")
    }
}

extension ServerMessage.Seated {
    fileprivate init(_ members: MemberReader) throws(Refusal) {
        self.init(
            room: try members.text("room"),
            player: try members.player(),
            isReturned: try members.bool("returned") ?? false,
            resumeToken: try members.string("resumeToken", maxCharacters: 64),
            phase: try members.phase(), tick: try members.tick())
    }
}

extension MemberReader {
    fileprivate func text(_ name: String) throws(Refusal) -> String {
        try string(name, maxCharacters: 4_096) ?? ""
    }

    fileprivate func tick() throws(Refusal) -> Tick {
        Tick(UInt32(clamping: try integer("tick") ?? 0))
    }

    fileprivate func player() throws(Refusal) -> PlayerID? {
        guard let number = try integer("player") else { return nil }
        guard (0..<Limits.playersPerMatch).contains(number) else {
            throw Refusal(of: "seated", .badMessage, "there is no seat \(number)")
        }
        return PlayerID(UInt8(number))
    }

    fileprivate func phase() throws(Refusal) -> PhaseName {
        PhaseName(rawValue: try text("phase")) ?? .waiting
    }
}
