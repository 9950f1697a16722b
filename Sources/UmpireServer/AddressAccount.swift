import UmpireBasics

/// What one address may still do on one loop.
final class AddressAccount {
    let network: ClientAddress
    /// Connections of the address that this loop counts.
    var connections = 0
    private let limits: AddressLimits
    private var handshakes: TokenCredit
    private var messages: TokenCredit
    private var bytes: TokenCredit
    private var roomCodes: TokenCredit
    /// When something was last taken.
    private(set) var usedAt: Instant

    init(_ network: ClientAddress, _ limits: AddressLimits, now: Instant) {
        self.network = network
        self.limits = limits
        usedAt = now
        handshakes = TokenCredit(full: limits.handshakes, now: now)
        messages = TokenCredit(full: limits.messages, now: now)
        bytes = TokenCredit(full: limits.bytes, now: now)
        roomCodes = TokenCredit(full: limits.roomCodes, now: now)
    }

    /// Takes the right to open a WebSocket; false when there is none.
    func takeHandshake(at now: Instant) -> Bool {
        usedAt = now
        return handshakes.take(limits.handshakes, now: now)
    }

    /// Takes the right to send one message; false when there is none.
    func takeMessage(at now: Instant) -> Bool {
        usedAt = now
        return messages.take(limits.messages, now: now)
    }

    /// Takes the right to send so many bytes; false when there is none.
    func takeBytes(_ count: Int, at now: Instant) -> Bool {
        usedAt = now
        return bytes.take(limits.bytes, count: count, now: now)
    }

    /// Takes the right to try a room code that nobody has; false when there is none.
    func takeRoomCode(at now: Instant) -> Bool {
        usedAt = now
        return roomCodes.take(limits.roomCodes, now: now)
    }
}
