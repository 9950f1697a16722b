import UmpireBasics

/// A control message from a client, as the article *Protocol* lists them.
public enum ClientMessage: Equatable, Sendable {
    case hello(Hello)
    case quickMatch
    case list
    case create(isPrivate: Bool, seats: Int?)
    case join(room: String)
    case spectate(room: String)
    case leave
    case rematch
    case resync(ResyncRequest)
    case ping(id: Int)

    /// The first message of a connection.
    public struct Hello: Equatable, Sendable {
        /// The protocol version that the client speaks.
        public var version: Int
        /// What others see; cleaned of control characters.
        public var name: String?
        /// The schema that the client holds already.
        public var schemaHash: String?
        /// The token of the seat to return to.
        public var resume: String?

        /// A first message with these members.
        public init(
            version: Int = 1, name: String? = nil, schemaHash: String? = nil, resume: String? = nil
        ) {
            self.version = version
            self.name = name
            self.schemaHash = schemaHash
            self.resume = resume
        }
    }

    /// The message's `type`.
    public var type: String {
        switch self {
        case .hello: "hello"
        case .quickMatch: "quickMatch"
        case .list: "list"
        case .create: "create"
        case .join: "join"
        case .spectate: "spectate"
        case .leave: "leave"
        case .rematch: "rematch"
        case .resync: "resync"
        case .ping: "ping"
        }
    }
}

// MARK: - Reading

extension ClientMessage {
    /// Reads a message, or says what is wrong with it.
    public init(parsing bytes: borrowing Span<UInt8>) throws(Refusal) {
        let object: JSONObject
        do {
            object = try JSONObject(parsing: bytes, maxDepth: Limits.controlMessageDepth)
        } catch {
            throw Refusal(of: "", .badJSON, "send one JSON object: \(error)")
        }
        guard case .string(let type)? = object["type"] else {
            throw Refusal(of: "", .badMessage, "the message needs a \"type\" that is a string")
        }
        self = try ClientMessage.parse(type, MemberReader(type: type, object: object))
    }

    private static func parse(
        _ type: String, _ members: MemberReader
    ) throws(Refusal) -> ClientMessage {
        switch type {
        case "hello": return .hello(try hello(members))
        case "quickMatch": return .quickMatch
        case "list": return .list
        case "create":
            let isPrivate = try members.bool("private") ?? false
            return .create(isPrivate: isPrivate, seats: try members.integer("seats"))
        case "join": return .join(room: try members.roomCode())
        case "spectate": return .spectate(room: try members.roomCode())
        case "leave": return .leave
        case "rematch": return .rematch
        case "resync": return .resync(try ResyncRequest(members))
        case "ping":
            guard let id = try members.integer("id") else {
                throw Refusal(of: type, .badMessage, "\"ping\" needs an \"id\" that is an integer")
            }
            return .ping(id: id)
        default:
            let shown = String(type.prefix(24))
            throw Refusal(of: shown, .unknownType, "the protocol has no message \"\(shown)\"")
        }
    }

    private static func hello(_ members: MemberReader) throws(Refusal) -> Hello {
        guard let version = try members.integer("protocol") else {
            throw Refusal(
                of: "hello", .badMessage, "\"hello\" needs a \"protocol\" that is an integer")
        }
        var hello = Hello(version: version)
        if let name = try members.string("name", maxCharacters: 256) {
            hello.name = try DisplayName.clean(name)
        }
        hello.schemaHash = try members.string("schemaHash", maxCharacters: 16)
        hello.resume = try members.string("resume", maxCharacters: 64)
        return hello
    }
}

// MARK: - Writing

extension ClientMessage {
    /// Appends the message as JSON.
    public func write(into bytes: inout [UInt8]) {
        JSONWriter.appendObject(to: &bytes) { writer in
            writer.member("type", type)
            switch self {
            case .hello(let hello):
                writer.member("protocol", hello.version)
                if let name = hello.name { writer.member("name", name) }
                if let hash = hello.schemaHash { writer.member("schemaHash", hash) }
                if let token = hello.resume { writer.member("resume", token) }
            case .create(let isPrivate, let seats):
                writer.member("private", isPrivate)
                if let seats { writer.member("seats", seats) }
            case .join(let room), .spectate(let room):
                writer.member("room", room)
            case .resync(let request):
                request.write(into: &writer)
            case .ping(let id):
                writer.member("id", id)
            case .quickMatch, .list, .leave, .rematch:
                break
            }
        }
    }
}
