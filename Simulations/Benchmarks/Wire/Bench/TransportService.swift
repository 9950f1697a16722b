import CWireBench
import UmpireBasics
import UmpireLoop
import UmpireWebSocket

/// Our transport alone: loop, HTTP and WebSocket, with rooms that send prepared frames.
final class TransportService {
    private let loop: Loop
    private let start: Instant
    private let isIdle: Bool
    private var alarm: Alarm?
    private var listener: Listener?
    /// The point of the grid that is due next.
    private var next: UInt64 = 0
    /// A room's players side by side, in the order in which they came.
    private var seats: [TransportConnection?] = []
    private var header = [UInt8](repeating: 0, count: FrameEncoder.maxHeaderBytes + 4)
    private var body = [UInt8](repeating: 0, count: Int(WIRE_PAYLOAD_BYTES) - 4)
    private(set) var inputBytes = 0

    private init(_ loop: Loop, isIdle: Bool) throws {
        self.loop = loop
        self.isIdle = isIdle
        start = loop.now
        alarm = try Alarm(on: loop) { [self] now in wake(at: now) }
        listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { [self] loop, _ in
            TransportConnection(on: loop, self)
        }
        if isIdle { return }
        loop.onTurnEnd { [self] in
            alarm?.arm(at: due(next))
            // As the whole server does.
            loop.gather(nanoseconds: 1_000_000, until: due(next))
        }
    }

    /// Says "port N" on standard output, then serves until the process is ended.
    static func serve(isIdle: Bool) throws {
        let thread = try LoopThread.start(name: "transport") { loop in
            let service = try TransportService(loop, isIdle: isIdle)
            say("port \(service.listener?.port ?? 0)")
        }
        try thread.join()
    }

    func opened(_ connection: TransportConnection) {
        connection.seat = seats.count
        seats.append(connection)
    }

    func closed(_ connection: TransportConnection) {
        if let seat = connection.seat { seats[seat] = nil }
    }

    func received(input bytes: UnsafeRawBufferPointer) { inputBytes &+= bytes.count }

    private func due(_ point: UInt64) -> Instant {
        let rate = UInt64(Traffic.rate * Traffic.phases)
        return start.advanced(byNanoseconds: point * 1_000_000_000 / rate)
    }

    private func wake(at now: Instant) {
        // After a stall a period at a time is made up for, so that inputs are read between.
        for _ in 0..<Traffic.phases {
            let due = due(next)
            if loop.now < due { return }
            let phases = Int(Traffic.phases)
            let size = Int(Traffic.roomSize)
            let first = Int(next % UInt64(phases)) * size
            for seat in stride(from: first, to: seats.count, by: phases * size) {
                sendRoom(seat..<min(seat + size, seats.count), due)
            }
            next += 1
        }
    }

    private func sendRoom(_ room: Range<Int>, _ due: Instant) {
        wire_board_late(UInt64(max(0, loop.now.nanoseconds(since: due))))
        // Of a frame's payload the first four bytes are one client's own, as in a snapshot.
        let offset = Int(WIRE_DUE_OFFSET) - 4
        body.withUnsafeMutableBytes {
            $0.storeBytes(of: due.nanoseconds.littleEndian, toByteOffset: offset, as: UInt64.self)
        }
        body.withUnsafeBytes { body in
            for seat in room {
                if let connection = seats[seat] { send(body, to: connection) }
            }
        }
    }

    private func send(_ body: UnsafeRawBufferPointer, to connection: TransportConnection) {
        guard connection.unsentBytes == 0 else { return }
        header.withUnsafeMutableBytes { header in
            let count = FrameEncoder.writeHeader(.binary, payloadBytes: 4 + body.count, to: header)
            header.storeBytes(of: 0, toByteOffset: count, as: UInt32.self)
            connection.send(UnsafeRawBufferPointer(rebasing: header[..<(count + 4)]), body)
        }
    }
}
