import UmpireBasics
public import UmpireGame
public import UmpireState

/// What a recording says about its match before the first tick.
public struct ReplayHeader: Equatable, Sendable {
    /// The game's name.
    public let game: String
    /// The hash of the game's schema, as a number.
    public let schemaHash: UInt64
    /// Steps a second, 1…240.
    public let tickRate: Int
    /// Seats of the match, 1…64.
    public let seats: Int
    /// Bits of one input row, each field raw.
    public let inputBits: Int
    /// The seed of the match.
    public let seed: UInt64
    /// The code of the room, at most 255 bytes.
    public let room: String
    /// The number of the match in its room.
    public let match: UInt32
    /// When the match began, in milliseconds since 1970 (UTC).
    public let startMilliseconds: UInt64

    /// The header of a match of the game `G`; `seats` are as many as the game can hold unless said.
    public init<G: Game>(
        _ plan: GamePlan<G>, seats: Int? = nil, seed: UInt64, room: String, match: UInt32,
        startMilliseconds: UInt64
    ) {
        self.init(
            G.info, plan.description, seats: seats, seed: seed, room: room, match: match,
            startMilliseconds: startMilliseconds)
    }

    /// The header of a match of a game with this description.
    public init(
        _ info: GameInfo, _ description: SchemaDescription, seats: Int? = nil, seed: UInt64,
        room: String, match: UInt32, startMilliseconds: UInt64
    ) {
        let most = info.players.upperBound
        require((1...most).contains(seats ?? most), "a recording has no more seats than the game")
        game = info.name
        schemaHash = ReplayHeader.number(of: description.hash)
        tickRate = info.tickRate
        self.seats = seats ?? most
        inputBits = description.input.rawBits
        self.seed = seed
        self.room = room
        self.match = match
        self.startMilliseconds = startMilliseconds
    }

    static func number(of hash: String) -> UInt64 { UInt64(hash, radix: 16) ?? 0 }
}

// MARK: - Bytes

extension ReplayHeader {
    func append(to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(littleEndian: ReplayFormat.magic)
        bytes.append(littleEndian: ReplayFormat.version)
        bytes.append(littleEndian: UInt16(0))
        bytes.append(littleEndian: schemaHash)
        bytes.append(littleEndian: seed)
        bytes.append(littleEndian: startMilliseconds)
        bytes.append(littleEndian: match)
        bytes.append(littleEndian: UInt16(truncatingIfNeeded: tickRate))
        bytes.append(littleEndian: UInt16(truncatingIfNeeded: inputBits))
        bytes.append(UInt8(truncatingIfNeeded: seats))
        bytes.append(shortText: game)
        bytes.append(shortText: room)
        let length = UInt16(truncatingIfNeeded: bytes.count - start)
        bytes[start + 6] = UInt8(truncatingIfNeeded: length)
        bytes[start + 7] = UInt8(truncatingIfNeeded: length >> 8)
        bytes.append(littleEndian: ReplayFormat.checksum(bytes, start..<bytes.count))
    }

    /// Reads the header at the beginning of `bytes`, and where the first record begins.
    static func read(_ bytes: [UInt8]) throws(ReplayError) -> (header: ReplayHeader, end: Int) {
        var start = ByteCursor(bytes[...])
        guard let magic: UInt32 = start.number() else { throw bad(.truncatedHeader, bytes.count) }
        guard magic == ReplayFormat.magic else { throw bad(.notARecording, 0) }
        guard let version: UInt16 = start.number(), let length: UInt16 = start.number() else {
            throw bad(.truncatedHeader, bytes.count)
        }
        guard version == ReplayFormat.version else { throw bad(.unknownVersion(version), 4) }
        let end = Int(length)
        guard end >= ReplayFormat.fixedHeaderBytes - 6 else { throw bad(.badHeader, 6) }
        guard end + ReplayFormat.checksumBytes <= bytes.count else {
            throw bad(.truncatedHeader, bytes.count)
        }
        var tail = ByteCursor(bytes[end...])
        let recorded = tail.number(UInt32.self) ?? 0
        let computed = ReplayFormat.checksum(bytes, 0..<end)
        guard recorded == computed else {
            throw bad(.checksum(recorded: recorded, computed: computed), 0)
        }
        guard let header = ReplayHeader(fields: bytes[start.offset..<end]) else {
            throw bad(.badHeader, start.offset)
        }
        return (header, tail.offset)
    }

    private init?(fields: ArraySlice<UInt8>) {
        var cursor = ByteCursor(fields)
        guard let schemaHash: UInt64 = cursor.number(), let seed: UInt64 = cursor.number(),
            let startMilliseconds: UInt64 = cursor.number(), let match: UInt32 = cursor.number(),
            let tickRate: UInt16 = cursor.number(), let inputBits: UInt16 = cursor.number(),
            let seats: UInt8 = cursor.number(), (1...240).contains(tickRate),
            (1...64).contains(seats), inputBits <= 64 * 32,
            let gameBytes: UInt8 = cursor.number(),
            let game = cursor.text(byteCount: Int(gameBytes)),
            let roomBytes: UInt8 = cursor.number(),
            let room = cursor.text(byteCount: Int(roomBytes)), cursor.remaining == 0
        else { return nil }
        self.game = game
        self.schemaHash = schemaHash
        self.tickRate = Int(tickRate)
        self.seats = Int(seats)
        self.inputBits = Int(inputBits)
        self.seed = seed
        self.room = room
        self.match = match
        self.startMilliseconds = startMilliseconds
    }

    private static func bad(_ fault: ReplayFault, _ offset: Int) -> ReplayError {
        ReplayError(fault, at: offset, .zero)
    }
}
