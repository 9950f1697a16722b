public import UmpireBasics

/// A part of `Effects.bytes`.
public struct ByteRange: Equatable, Sendable, BitwiseCopyable {
    /// Where it begins.
    public let start: Int
    /// How long it is.
    public let count: Int
}

/// One recorded match: which room, and which match in it.
public struct RecordingID: Hashable, Sendable, BitwiseCopyable {
    /// The room.
    public let room: RoomID
    /// Counted from 1 in the room.
    public let match: UInt32

    /// Match number `match` of `room`.
    public init(room: RoomID, match: UInt32) {
        self.room = room
        self.match = match
    }
}

/// What the core wants done; the shell does it in order.
public enum Effect: Equatable, Sendable, BitwiseCopyable {
    /// Send a text frame.
    case text(ConnectionID, ByteRange)
    /// Send a binary frame of the prefix's four bytes and the shared part: a snapshot or tables.
    case snapshot(ConnectionID, SnapshotPrefix, ByteRange)
    /// Say this code and close.
    case close(ConnectionID, CloseCode)
    /// Hand the connection to another shard, with the player's name (nil before hello) and a text
    /// message to obey there.
    case move(ConnectionID, shard: Int, name: ByteRange?, message: ByteRange)
    /// The connection asked for a room with a code that no room has: count it against its address.
    case wrongCode(ConnectionID)
    /// Append to a recording.
    case record(RecordingID, ByteRange)
    /// The recording is complete.
    case endRecording(RecordingID)
}

/// The effects of one turn, with their bytes in one buffer: several may share a part of it.
public struct Effects: Sendable {
    /// What to do, in order.
    public private(set) var list: [Effect] = []
    /// The bytes that the effects refer to.
    public private(set) var bytes: [UInt8] = []

    /// Nothing to do.
    public init() {}

    /// Whether there is nothing to do.
    public var isEmpty: Bool { list.isEmpty }

    /// Forgets everything and keeps the memory.
    public mutating func removeAll() {
        list.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Adds an effect.
    public mutating func append(_ effect: Effect) { list.append(effect) }

    /// Appends bytes by `write` and returns where they lie.
    public mutating func append(_ write: (inout [UInt8]) -> Void) -> ByteRange {
        let start = bytes.count
        write(&bytes)
        return ByteRange(start: start, count: bytes.count - start)
    }

    /// Sends a message to one connection.
    public mutating func send(_ message: ServerMessage, to connection: ConnectionID) {
        append(.text(connection, append { message.write(into: &$0) }))
    }

    /// Sends a message to several connections, written once.
    public mutating func send<Targets: Sequence<ConnectionID>>(
        _ message: ServerMessage, toAll connections: Targets
    ) {
        let range = append { message.write(into: &$0) }
        for connection in connections { append(.text(connection, range)) }
    }
}
