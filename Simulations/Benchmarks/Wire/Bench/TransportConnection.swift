import UmpireHTTP
import UmpireLoop
import UmpireWebSocket

/// One client of `TransportService`.
final class TransportConnection: Stream {
    private enum State { case request, upgraded, over }

    private let service: TransportService
    private var state = State.request
    private var requests = RequestDecoder()
    private var frames = FrameDecoder(role: .server)
    /// Where it sits; nil before the upgrade.
    var seat: Int?

    init(on loop: Loop, _ service: TransportService) {
        self.service = service
        super.init(on: loop)
    }

    override func received(_ bytes: UnsafeMutableRawBufferPointer) {
        var rest = bytes
        if case .request = state { receiveRequest(&rest) }
        if case .upgraded = state { receiveFrames(&rest) }
    }

    override func ended(_ reason: StreamEnd) {
        state = .over
        service.closed(self)
    }

    private func receiveRequest(_ rest: inout UnsafeMutableRawBufferPointer) {
        do {
            guard let head = try requests.next(&rest) else { return }
            try Handshake.accept(head).withUnsafeBytes { send($0) }
            state = .upgraded
            service.opened(self)
        } catch {
            giveUp()
        }
    }

    private func receiveFrames(_ rest: inout UnsafeMutableRawBufferPointer) {
        do throws(WebSocketViolation) {
            while let event = try frames.next(&rest) {
                switch event {
                case .binary(let bytes): service.received(input: bytes)
                case .close: giveUp()
                case .text, .ping, .pong: break
                }
            }
        } catch {
            giveUp()
        }
    }

    private func giveUp() {
        state = .over
        close()
    }
}
