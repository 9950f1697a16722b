public import UmpireProtocol

/// What the transport must do for a client, in order.
public enum ClientAction: Equatable, Sendable {
    /// Open a new connection.
    case connect
    /// Send a text frame with these bytes of the output.
    case text(Range<Int>)
    /// Send a binary frame with these bytes of the output.
    case binary(Range<Int>)
    /// Say this code and close; what still comes from that connection is nobody's.
    case close(CloseCode)
}

/// What one turn of a client wants done, with the bytes of all messages in one buffer.
public struct ClientOutput: Sendable {
    /// What to do, in order.
    public private(set) var actions: [ClientAction] = []
    /// The bytes that the actions refer to.
    public private(set) var bytes: [UInt8] = []

    /// Nothing to do.
    public init() {}

    /// Whether there is nothing to do.
    public var isEmpty: Bool { actions.isEmpty }

    /// Forgets everything and keeps the memory.
    public mutating func removeAll() {
        actions.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ action: ClientAction) { actions.append(action) }

    mutating func send(_ message: ClientMessage) {
        let start = bytes.count
        message.write(into: &bytes)
        actions.append(.text(start..<bytes.count))
    }

    mutating func sendInput(_ head: InputFrame, body: [UInt8]) {
        let start = bytes.count
        head.write(into: &bytes)
        bytes.append(contentsOf: body)
        actions.append(.binary(start..<bytes.count))
    }
}
