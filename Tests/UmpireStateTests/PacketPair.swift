import UmpireBasics
import UmpireState

/// Encoder and decoder of one shape in one mode, without training.
struct PacketPair {
    let shape: WorldShape
    private var encoder: DeltaEncoder
    private var decoder: DeltaDecoder

    init(_ shape: WorldShape, _ mode: CodecMode) {
        self.shape = shape
        let codec = SnapshotCodec(shape)
        encoder = codec.encoder(mode)
        decoder = codec.decoder(mode)
    }

    /// The packet that turns `baseline`, nil for a keyframe, into `now` for a client that held
    /// `predecessor` before; ages are as the ticks say.
    mutating func encode(
        _ now: Snapshot, against baseline: Snapshot?, after predecessor: Snapshot? = nil
    ) -> [UInt8] {
        let blank = Snapshot(shape: shape)
        var writer = BitWriter()
        encoder.encode(
            now, against: baseline ?? blank, after: predecessor ?? blank,
            PacketPair.ages(now.tick, baseline, predecessor), into: &writer)
        encoder.finish(&writer)
        return writer.bytes
    }

    /// What the packet makes of `baseline`, as of `tick`; all its bytes must be used.
    mutating func decode(
        _ bytes: [UInt8], at tick: Tick, against baseline: Snapshot?,
        after predecessor: Snapshot? = nil
    ) throws(DecodeError) -> Snapshot {
        var snapshot = Snapshot(shape: shape)
        try decode(bytes, at: tick, against: baseline, after: predecessor, into: &snapshot)
        return snapshot
    }

    /// The same in memory that held something else.
    mutating func decode(
        _ bytes: [UInt8], at tick: Tick, against baseline: Snapshot?,
        after predecessor: Snapshot?, into snapshot: inout Snapshot
    ) throws(DecodeError) {
        let blank = Snapshot(shape: shape)
        snapshot.tick = tick
        var reader = BitReader(bytes.span.bytes)
        try decoder.decode(
            &reader, against: baseline ?? blank, after: predecessor ?? blank,
            PacketPair.ages(tick, baseline, predecessor), into: &snapshot)
        try reader.requireEnd()
    }

    private static func ages(
        _ tick: Tick, _ baseline: Snapshot?, _ predecessor: Snapshot?
    ) -> SnapshotAges {
        guard let baseline else { return SnapshotAges() }
        return SnapshotAges(
            ahead: UInt8(clamping: tick.distance(since: baseline.tick)),
            behind: predecessor.map { UInt8(clamping: baseline.tick.distance(since: $0.tick)) }
                ?? 0)
    }
}
