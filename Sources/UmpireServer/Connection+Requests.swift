import UmpireBasics
import UmpireHTTP
import UmpireWebSocket

// Requests and the upgrade.

extension Connection {
    func receiveRequests(
        _ rest: inout UnsafeMutableRawBufferPointer, _ reading: RequestReading
    ) {
        do throws(RequestRefusal) {
            while case .request = stage, let head = try reading.decoder.next(&rest) {
                answer(head, reading)
            }
            guard reading.isResting, reading.decoder.isInsideHead else { return }
            reading.isResting = false
            reading.deadline = heardAt.advanced(byMilliseconds: server.limits.requestMilliseconds)
        } catch {
            refuse(error.response, .badRequest)
        }
    }

    private func answer(_ head: RequestHead, _ reading: RequestReading) {
        reading.isResting = true
        reading.deadline = heardAt.advanced(byMilliseconds: server.limits.keepAliveMilliseconds)
        switch head.path {
        case "/play": upgrade(head, isEcho: false)
        case "/echo" where server.parts.configuration.isEchoing: upgrade(head, isEcho: true)
        default:
            let response = server.response(to: head, self)
            send(response, keepAlive: head.keepAlive, head.method)
        }
    }

    private func upgrade(_ head: RequestHead, isEcho: Bool) {
        if let (response, cause) = server.refusal(of: head, self) {
            return refuse(response, cause, head.method)
        }
        do throws(HandshakeRefusal) {
            let answer = try Handshake.accept(head, compressing: server.deflation != nil)
            agree(on: answer.compression, isEcho ? server.limits.echoFrames : server.limits.frames)
            answer.response.withUnsafeBytes { later($0) }
            stage = isEcho ? .echo : .playing
            guard !isEcho else { return }
            id = server.opened(self)
            server.perform()
        } catch {
            refuse(error.response, .badRequest, head.method)
        }
    }

    /// Tells a client that sent no whole request in time, or none for long.
    func refuseSlowRequest(_ reading: RequestReading) {
        let isUnsafe = secure.map { !$0.isWritable } ?? false
        if reading.isResting || isUnsafe {
            if isUnsafe { server.counters[.slowRequest] += 1 }
            stage = .over
            closeAll()
        } else {
            let text = "no whole request came in time; send it at once"
            refuse(Response(408, text: text), .slowRequest)
        }
    }

    /// Answers with an error, counts it, and closes.
    func refuse(_ response: Response, _ cause: RefusalCause, _ method: HTTPMethod = .get) {
        server.counters[cause] += 1
        send(response, keepAlive: false, method)
    }

    private func send(_ response: Response, keepAlive: Bool, _ method: HTTPMethod) {
        response.bytes(for: method, keepAlive: keepAlive).withUnsafeBytes { push($0) }
        if !keepAlive {
            stage = .over
            closeAll()
        }
    }
}
