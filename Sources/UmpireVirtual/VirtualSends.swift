package import UmpireBasics
package import UmpireProtocol

/// What a virtual server sends, with its bytes in one buffer: the clients of a room share a body.
package struct VirtualSends: Sendable {
    /// One thing that is sent on a connection.
    package enum Content: Equatable, Sendable {
        /// A text frame of these bytes.
        case text(Range<Int>)
        /// A binary frame of the prefix's four bytes and these.
        case binary(SnapshotPrefix, Range<Int>)
        /// A ping: who answers it is there; tell the server by `heard`.
        case ping
        /// A goodbye with this code; nothing follows.
        case close(CloseCode)
        /// The connection breaks without a word.
        case reset
    }

    /// What is sent to whom.
    package struct Send: Equatable, Sendable {
        package let connection: ConnectionID
        package let content: Content
    }

    /// What is sent, in order.
    package private(set) var list: [Send] = []
    /// The bytes that it refers to.
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package var isEmpty: Bool { list.isEmpty }

    /// Forgets everything and keeps the memory.
    package mutating func removeAll() {
        list.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Takes the bytes of a turn's effects over; returns by how much their places move.
    mutating func append(bytes more: [UInt8]) -> Int {
        defer { bytes.append(contentsOf: more) }
        return bytes.count
    }

    mutating func append(_ content: Content, to connection: ConnectionID) {
        list.append(Send(connection: connection, content: content))
    }
}
