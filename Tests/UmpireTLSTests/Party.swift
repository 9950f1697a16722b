import UmpireTLS

/// One side of a conversation in memory, and what it has heard.
final class Party {
    var session: TLSSession
    private(set) var heard: [UInt8] = []
    private(set) var isClosed = false
    private(set) var fault: TLSFault?
    private var room = [UInt8](repeating: 0, count: TLSSession.recordBytes)

    var isWritable: Bool { session.isWritable }
    var isHandshaken: Bool { session.isHandshaken }
    var isResumed: Bool { session.isResumed }
    var hasCiphertext: Bool { session.hasCiphertext }
    var negotiated: String { session.negotiated }
    var peerFingerprint: String? { session.peerFingerprint }

    init(_ session: consuming TLSSession) {
        self.session = session
    }

    convenience init(_ context: TLSContext) {
        self.init(TLSSession(context))
    }

    convenience init(client context: TLSClientContext, host: String = "localhost") throws {
        self.init(try TLSSession(client: context, host: host))
    }

    /// Takes in ciphertext as a server does, until nothing comes of it.
    func take(_ bytes: some Sequence<UInt8>) {
        Array(bytes).withUnsafeBufferPointer { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            do throws(TLSFault) {
                while let count = try next(&rest) { heard += room[..<count] }
            } catch {
                fault = error
            }
        }
    }

    private func next(_ rest: inout UnsafeRawBufferPointer) throws(TLSFault) -> Int? {
        var read = TLSRead.needsMore
        try room.withUnsafeMutableBufferPointer { buffer throws(TLSFault) in
            read = try session.read(&rest, into: UnsafeMutableRawBufferPointer(buffer))
        }
        switch read {
        case .bytes(let count): return count
        case .needsMore: return nil
        case .closed:
            isClosed = true
            return nil
        }
    }

    /// What it wants to send.
    func ciphertext() -> [UInt8] {
        var bytes: [UInt8] = []
        session.takeCiphertext { bytes += $0 }
        return bytes
    }

    func write(_ bytes: [UInt8]) throws(TLSFault) {
        try bytes.withUnsafeBufferPointer { buffer throws(TLSFault) in
            try session.write(UnsafeRawBufferPointer(buffer))
        }
    }

    func close() { session.close() }

    func forget() { heard = [] }
}

/// Carries ciphertext between two parties, in pieces that `cut` chooses, until both are silent.
func converse(_ first: Party, _ second: Party, cut: (Int) -> Int = { $0 }) {
    while true {
        let there = first.ciphertext()
        deliver(there, to: second, cut)
        let back = second.ciphertext()
        deliver(back, to: first, cut)
        if there.isEmpty, back.isEmpty { return }
    }
}

private func deliver(_ bytes: [UInt8], to party: Party, _ cut: (Int) -> Int) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = max(1, min(cut(rest.count), rest.count))
        party.take(rest.prefix(count))
        rest = rest.dropFirst(count)
    }
}
