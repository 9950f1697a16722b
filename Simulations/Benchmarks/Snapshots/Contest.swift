import UmpireState

/// One mode of the codec against one baseline, on one workload.
struct Contest {
    static let clients = 32

    let mode: CodecUnderTest.Mode
    /// How many snapshots older than the newest the baseline is; nothing newer than it is used.
    let baselineAge: Int
    private(set) var measurement: Measurement
    /// Of the runs of one snapshot.
    private var encodeTimes: [Double]
    private var decodeTimes: [Double]
    private var codec: CodecUnderTest
    private var decoded: Snapshot
    private let nothing: Snapshot
    private var buffers = [[UInt8]](repeating: [], count: Contest.clients)

    init(_ shape: WorldShape, _ mode: CodecUnderTest.Mode, baselineAge: Int, runs: Int) {
        self.mode = mode
        self.baselineAge = baselineAge
        measurement = Measurement()
        encodeTimes = [Double](repeating: 0, count: runs)
        decodeTimes = encodeTimes
        codec = CodecUnderTest(shape, mode, baselineAge: baselineAge)
        decoded = Snapshot(shape: shape)
        nothing = decoded
    }

    /// Learns from the newest snapshot.
    mutating func train(_ history: History) {
        guard let now = history[0], let baseline = history[baselineAge] else { return }
        codec.train(now, against: baseline, predecessor: history[baselineAge + 1])
    }

    mutating func finishTraining() throws { try codec.finishTraining() }

    /// Writes, reads and compares the newest snapshot; returns its packet.
    mutating func measure(_ history: History) throws -> [UInt8] {
        guard let now = history[0], let baseline = history[baselineAge] else { return [] }
        let predecessor = history[baselineAge + 1]
        for run in encodeTimes.indices {
            encodeTimes[run] = nanoseconds {
                codec.encode(now, against: baseline, predecessor: predecessor)
            }
            decodeTimes[run] = try nanoseconds {
                try codec.decode(against: baseline, predecessor: predecessor, into: &decoded)
            }
            try compare(now)
        }
        measurement.encodeTotal += encodeTimes.median
        measurement.decodeTotal += decodeTimes.median
        let packet = codec.packet
        measurement.packetBytes += packet.count
        if measurement.snapshots % 32 == 0 {
            share(now, baseline, predecessor)
            try measureKeyframe(now)
        }
        measurement.snapshots += 1
        return packet
    }

    /// What a client must hold before the first packet of this mode, as bytes.
    var tableMessage: [UInt8] { codec.tableMessage }

    /// The packet of `snapshot` against nothing.
    mutating func keyframe(of snapshot: Snapshot) -> [UInt8] {
        codec.encode(snapshot, against: nothing, predecessor: nil)
        return codec.packet
    }

    private mutating func measureKeyframe(_ now: Snapshot) throws {
        codec.encode(now, against: nothing, predecessor: nil)
        try codec.decode(against: nothing, predecessor: nil, into: &decoded)
        try compare(now)
        measurement.keyframes += 1
        measurement.keyframeBytes += codec.packet.count
    }

    /// Clients with one baseline and view: encoded for each, or once and copied for each.
    private mutating func share(_ now: Snapshot, _ baseline: Snapshot, _ predecessor: Snapshot?) {
        var separate: [Double] = []
        var shared: [Double] = []
        for _ in encodeTimes {
            separate.append(
                nanoseconds {
                    for client in buffers.indices {
                        codec.encode(now, against: baseline, predecessor: predecessor)
                        copyPacket(to: client)
                    }
                })
            shared.append(
                nanoseconds {
                    codec.encode(now, against: baseline, predecessor: predecessor)
                    for client in buffers.indices { copyPacket(to: client) }
                })
        }
        measurement.separateTotal += separate.median
        measurement.sharedTotal += shared.median
        measurement.sharings += 1
    }

    private mutating func copyPacket(to client: Int) {
        buffers[client].removeAll(keepingCapacity: true)
        buffers[client].append(contentsOf: codec.packet)
    }

    private func compare(_ now: Snapshot) throws {
        guard decoded.hasRows(of: now) else {
            throw Failure(
                "\(mode.rawValue) t-\(baselineAge): tick \(now.tick) decodes to another state")
        }
    }
}
