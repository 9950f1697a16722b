/// A player of a match: the number of the seat, 0…63.
public struct PlayerID: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
    /// The seat's number.
    public var rawValue: UInt8

    /// The player on this seat.
    @inlinable
    public init(_ rawValue: UInt8) { self.rawValue = rawValue }

    /// In the order of the numbers.
    @inlinable
    public static func < (left: PlayerID, right: PlayerID) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The number in decimal.
    public var description: String { "\(rawValue)" }
}

/// An entity of one table, unique there while it lives.
public struct EntityID: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
    /// The number that travels on the wire.
    public var rawValue: UInt16

    /// The entity with this number.
    @inlinable
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// The entity that belongs to a player in a table with one row for each.
    @inlinable
    public init(_ player: PlayerID) { rawValue = UInt16(player.rawValue) }

    /// The player to whom this entity belongs, in a table with one row for each.
    @inlinable
    public var player: PlayerID { PlayerID(UInt8(truncatingIfNeeded: rawValue)) }

    /// In the order of the numbers.
    @inlinable
    public static func < (left: EntityID, right: EntityID) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The number in decimal.
    public var description: String { "\(rawValue)" }
}

/// One WebSocket, as the shell numbers it; reused after it has closed.
public struct ConnectionID: Hashable, Sendable, BitwiseCopyable {
    /// The shell's number.
    public var rawValue: UInt32

    /// The connection with this number.
    @inlinable
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// A room of one shard, never reused.
public struct RoomID: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Counted from 1 in the order of creation.
    public var rawValue: UInt32

    /// The room with this number.
    @inlinable
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// In the order of the numbers.
    @inlinable
    public static func < (left: RoomID, right: RoomID) -> Bool { left.rawValue < right.rawValue }
}

/// A player's stay in a room; it outlives the connection.
public struct SessionID: Hashable, Sendable, BitwiseCopyable {
    /// Counted from 1 on its shard.
    public var rawValue: UInt64

    /// The session with this number.
    @inlinable
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }
}
