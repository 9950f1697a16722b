import UmpireBasics
import UmpireGame
import UmpireHTTP
import UmpireLoop
import UmpireProtocol
import UmpireWebSocket

/// One bot's connection: opens a WebSocket, and passes messages between it and the crowd.
///
/// ```
///   connecting ─▶ upgrading ─▶ open ─▶ over: whatever still happens is nobody's
/// ```
final class BotStream<G: Game>: Stream {
    private enum Stage {
        case upgrading(HandshakeKey)
        case open
        case over
    }

    let index: Int
    /// Held until the stream has ended, which may be after the crowd's alarm.
    private let crowd: Crowd<G>
    private var stage: Stage
    private var response = ResponseDecoder()
    private var frames = FrameDecoder(
        role: .client, limits: FrameDecoder.Limits(maxMessageBytes: 1 << 20))
    private var masks: GameRandom
    private var frame: [UInt8] = []

    init(index: Int, of crowd: Crowd<G>, seed: UInt64) {
        self.index = index
        self.crowd = crowd
        masks = GameRandom(seed: seed, stream: 1)
        stage = .upgrading(HandshakeKey(random: (seed, seed.byteSwapped)))
        super.init(on: crowd.loop)
    }

    override func connected() {
        guard case .upgrading(let key) = stage else { return }
        let request = Handshake.request(
            host: crowd.address.authority, target: crowd.address.path, key: key)
        request.withUnsafeBytes { send($0) }
    }

    override func received(_ bytes: UnsafeMutableRawBufferPointer) {
        var input = bytes
        if case .upgrading(let key) = stage, !upgrade(&input, key) { return }
        readFrames(&input)
    }

    override func ended(_ reason: StreamEnd) {
        if case .over = stage {} else { lose(code: nil) }
        crowd.streamEnded()
    }

    /// Sends a message of the bot's.
    func send(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer) {
        guard case .open = stage else { return }
        frame.removeAll(keepingCapacity: true)
        FrameEncoder.append(opcode, payload: payload, maskKey: masks.word(), to: &frame)
        frame.withUnsafeBytes { send($0) }
    }

    /// Says goodbye; the bot has no more to do with this connection.
    func sayGoodbye(_ code: UmpireProtocol.CloseCode) {
        if case .open = stage { sendClose(code.rawValue) }
        stage = .over
        close()
    }

    /// Breaks the connection without a word, as a lost network would.
    func breakOff() {
        stage = .over
        reset()
    }

    // MARK: reading

    /// Reads the answer to the upgrade; false when it is not there yet or no upgrade.
    private func upgrade(
        _ input: inout UnsafeMutableRawBufferPointer, _ key: HandshakeKey
    ) -> Bool {
        do {
            guard let head = try response.next(&input) else { return false }
            try Handshake.verify(head, key: key)
        } catch {
            crowd.note("bot \(index + 1): \(error)")
            lose(code: nil)
            close()
            return false
        }
        stage = .open
        crowd.opened(index)
        return true
    }

    private func readFrames(_ input: inout UnsafeMutableRawBufferPointer) {
        do {
            while case .open = stage, let event = try frames.next(&input) {
                switch event {
                case .text(let payload): crowd.received(text: payload, at: index)
                case .binary(let payload): crowd.received(binary: payload, at: index)
                case .ping(let payload): send(.pong, payload)
                case .pong: break
                case .close(let code, _):
                    sendClose(code)
                    lose(code: code)
                    close()
                }
            }
        } catch {
            crowd.note("bot \(index + 1): \(error)")
            sendClose(error.closeCode)
            lose(code: nil)
            close()
        }
    }

    private func sendClose(_ code: UInt16?) {
        frame.removeAll(keepingCapacity: true)
        FrameEncoder.appendClose(code: code, maskKey: masks.word(), to: &frame)
        frame.withUnsafeBytes { send($0) }
    }

    private func lose(code: UInt16?) {
        stage = .over
        crowd.lost(index, code: code)
    }
}
