public import UmpireBasics
import UmpireProtocol
import UmpireState

extension RowClient {
    /// A text frame came: a control message.
    ///
    /// One that cannot be read is a fault of the server's; the client closes with 1002 and returns.
    public mutating func received(text: borrowing Span<UInt8>, at now: Instant) {
        switch state {
        case .connecting, .lost, .ended: return
        case .greeting, .welcomed, .seated, .spectating: break
        }
        do throws(Refusal) {
            guard let message = try ServerMessage(parsing: text) else { return }
            if case .welcome(let welcome) = message, state == .greeting,
                let refusal = bridge.adopt(text, welcome.schemaHash, own: own, mirror: &mirror)
            {
                happenings.append(.updateNeeded(refusal.reason))
                output.append(.close(.updateNeeded))
                return end(CloseCode.updateNeeded.rawValue)
            }
            take(message, at: now)
        } catch {
            happenings.append(.refused(error))
            abandon(at: now)
        }
    }

    /// A binary frame came: a snapshot.
    ///
    /// One that cannot be taken makes the client ask for a keyframe, and leave aside what comes
    /// before it. The fourth time in a row, or when the server refuses, it closes with 1002 and
    /// returns.
    public mutating func received(binary: RawSpan, at now: Instant) {
        guard awaitsSnapshots else { return }
        do throws(MirrorFault) {
            if binary.isTables { return try mirror.takeTables(binary) }
            guard !isUseless(binary, at: now) else { return }
            took(try mirror.take(binary), ofBytes: binary.byteCount, at: now)
        } catch {
            failed(error, binary, at: now)
        }
    }

    /// A binary frame came, which other clients of this process may have decoded.
    ///
    /// The cache changes nothing but the cost.
    public mutating func received(
        binary: RawSpan, at now: Instant, sharing cache: inout DecodeCache
    ) {
        guard awaitsSnapshots else { return }
        do throws(MirrorFault) {
            if binary.isTables { return try mirror.takeTables(binary, sharing: &cache) }
            guard !isUseless(binary, at: now) else { return }
            took(
                try mirror.take(binary, sharing: &cache), ofBytes: binary.byteCount, at: now)
        } catch {
            failed(error, binary, at: now)
        }
    }

    private var awaitsSnapshots: Bool {
        switch state {
        // In the lobby: what was on its way when the client left.
        case .connecting, .greeting, .welcomed, .lost, .ended: false
        case .seated, .spectating: true
        }
    }

    private mutating func took(_ frame: SnapshotFrame, ofBytes count: Int, at now: Instant) {
        clock.take(
            tick: frame.head.tick, ackSequence: frame.prefix.ackSequence, lead: frame.prefix.lead,
            at: now)
        keyframeWait.took(frame.head)
        bridge?.follow(mirror)
        happenings.append(
            .snapshot(tick: frame.head.tick, isKeyframe: frame.head.age == 0, byteCount: count))
    }

    private mutating func take(_ message: ServerMessage, at now: Instant) {
        switch message {
        case .welcome(let welcome): take(welcome, at: now)
        case .seated(let seated): take(seated)
        case .phase(let name, let since, let ticksLeft):
            phase = name
            happenings.append(.phase(name, since: since, ticksLeft: ticksLeft))
        case .verdict(_, let reason): happenings.append(.verdict(reason: reason))
        case .left:
            guard state != .greeting else { return }
            state = .welcomed
            resumeToken = nil
            happenings.append(.left)
        case .refused(let refusal):
            happenings.append(.refused(refusal))
            if refusal.message == "resync" { refusedKeyframe(at: now) }
        case .roster, .matches, .pong: break
        }
    }

    private mutating func take(_ welcome: ServerMessage.Welcome, at now: Instant) {
        guard state == .greeting else { return }
        state = .welcomed
        clock.expect(roundTripNanoseconds: now.nanoseconds(since: greetedAt))
        happenings.append(.welcomed(welcome))
        // With a token, `seated` follows unasked.
        guard resumeToken == nil else { return }
        switch wish {
        case .nothing: backOff.succeeded()
        case .quickMatch: output.send(.quickMatch)
        case .join(let room): output.send(.join(room: room))
        case .create(let isPrivate, let seats):
            output.send(.create(isPrivate: isPrivate, seats: seats))
        case .spectate(let room): output.send(.spectate(room: room))
        }
    }

    private mutating func take(_ seated: ServerMessage.Seated) {
        guard state != .greeting else { return }
        backOff.succeeded()
        mirror.reset()
        bridge?.follow(mirror)
        keyframeWait = KeyframeWait()
        clock.reset()
        sequence = 0
        isLeaving = false
        phase = seated.phase
        resumeToken = seated.resumeToken
        if let player = seated.player {
            let seat = ClientSeat(
                room: seated.room, player: player, resumeToken: seated.resumeToken)
            state = .seated(seat)
            happenings.append(.seated(seat, isReturned: seated.isReturned))
        } else {
            state = .spectating(room: seated.room)
            happenings.append(.spectating(room: seated.room))
        }
    }

    /// Breaks the connection off and comes back.
    mutating func abandon(at now: Instant) {
        output.append(.close(.protocolError))
        disconnected(code: nil, at: now)
    }
}

extension RawSpan {
    /// Whether the first byte is that of a tables frame.
    fileprivate var isTables: Bool { byteCount > 0 && byte(at: 0) == TablesFrame.kind }

    private func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
