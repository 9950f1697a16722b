import UmpireBasics
import UmpireLoop
import UmpireProtocol

/// Where a connection goes, and with what.
final class Departure {
    let index: Int
    /// The player's name, nil before hello.
    let name: String?
    /// The text message to obey there.
    let message: [UInt8]
    /// What came behind that message.
    var rest: [UInt8] = []

    init(to index: Int, name: String?, message: [UInt8]) {
        self.index = index
        self.name = name
        self.message = message
    }
}

// From one loop to another, with all that belongs to the connection.

extension Connection {
    /// Leaves for another loop, once what has come is taken in.
    func leave(for index: Int, name: String?, message: [UInt8]) {
        guard case .playing = stage else { return }
        guard allowance.moves.take(server.limits.moves, now: server.now) else {
            return say(goodbye: .tooManyMessages, because: .moves)
        }
        stage = .leaving(Departure(to: index, name: name, message: message))
    }

    func depart(_ departure: Departure) {
        guard let connection = handOver() else {
            // Bytes are unsent, or no descriptor is left; the client may try again.
            stage = .playing
            let code = UmpireProtocol.CloseCode.tryLater
            return say(goodbye: code.rawValue, code.reason)
        }
        stage = .over
        let arrival = Arrival(
            connection: connection, secure: secure?.handOver(), name: departure.name,
            message: departure.message, rest: departure.rest, allowance: allowance,
            compression: compression, network: account?.network)
        secure = nil
        server.depart(self, to: departure.index, arrival)
    }

    /// Goes on with a connection that came from another loop.
    func goOn(_ arrival: Arrival) throws(LoopError) {
        secure = arrival.secure.flatMap { SecureChannel(adopting: $0, server.secureScratch) }
        allowance = arrival.allowance
        agree(on: arrival.compression, server.limits.frames)
        stage = .playing
        try adopt(arrival.connection)
        guard isOpen else { return }
        server.arrived(self, arrival)
        var rest = arrival.rest
        rest.withUnsafeMutableBytes { receivePlain($0) }
        if case .leaving(let departure) = stage { depart(departure) }
    }
}
