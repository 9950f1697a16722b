import UmpireBasics
import UmpireProtocol
import UmpireVirtual
import UmpireWebSocket

// Bugs that are planted where the storm and the server meet.

extension Storm {
    static func appendFrame(_ text: [UInt8], key: UInt32, to script: inout [UInt8]) {
        FrameEncoder.append(.text, payload: text, maskKey: key, to: &script)
    }

    /// How often a text goes out.
    func canaryCopies() -> Int {
        switch configuration.canary {
        case .lostMessage: network.int(in: 1...200) == 1 ? 0 : 1
        case .doubledMessage: network.int(in: 1...200) == 1 ? 2 : 1
        default: 1
        }
    }

    /// Whether a goodbye is kept back.
    func canaryKeeps(_ code: UmpireProtocol.CloseCode) -> Bool {
        configuration.canary == .doubledSeat && code == .superseded
    }

    /// What is sent in the place of a body; nil: the body itself.
    func canaryBody(_ body: ArraySlice<UInt8>, _ link: StormLink) -> [UInt8]? {
        switch configuration.canary {
        case .staleBaseline, .staleState: break
        default: return nil
        }
        let start = body.startIndex
        let isKeyframe = body[start + 4] == 0
        let wanted = configuration.canary == .staleState
        // Frames with a hash are left alone: the client itself would find them out.
        let hasHash = body[start + 5] & 1 != 0
        defer { link.lastBody = Array(body) }
        guard isKeyframe == wanted, !hasHash || wanted, !link.lastBody.isEmpty,
            network.int(in: 1...100) == 1, link.lastBody.count > 10
        else { return nil }
        var stale = link.lastBody
        for index in 0..<5 { stale[index] = body[start + index] }
        return stale
    }

    /// Gives the server an input a second time, with the next number.
    func canaryRepeats(_ bytes: UnsafeRawBufferPointer, _ connection: ConnectionID) -> Bool {
        guard configuration.canary == .inputTwice, bytes.count > 3, network.int(in: 1...50) == 1
        else { return false }
        var copy = Array(bytes)
        copy[1] &+= 1
        if copy[1] == 0 { copy[2] &+= 1 }
        for index in 3..<7 { copy[index] = 0 }
        copy.withUnsafeBytes { server.receive(binary: $0.bytes, from: connection, at: now) }
        return true
    }
}
