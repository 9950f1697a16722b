import UmpireBasics
import UmpireProtocol
import UmpireState

/// The decoder of a client's frames, with the tables that its room sent last.
struct FrameDecoding: Sendable {
    private(set) var tables: CodecTables
    /// Names the tables: 0 for those of epoch 0 in speed mode, 1 in dense mode, else from their
    /// bytes.
    private(set) var key: UInt64 = 0
    var decoder: DeltaDecoder

    /// With the tables of epoch 0.
    init(_ description: borrowing SchemaDescription) {
        tables = description.codec.tables(.speed)
        decoder = description.codec.decoder(.speed)
    }

    /// With the tables of a tables frame.
    init(_ bytes: RawSpan, _ description: borrowing SchemaDescription) throws(MirrorFault) {
        guard let head = TablesFrame(parsing: bytes) else { throw .notASnapshot }
        let plan = description.codec.plan
        do throws(DecodeError) {
            var reader = BitReader(bytes, from: TablesFrame.headBytes)
            tables = try CodecTables(
                &reader, plan, mode: head.isDense ? .dense : .speed, epoch: head.epoch)
            try reader.requireEnd()
        } catch {
            throw .undecodable(error)
        }
        key = FrameDecoding.key(of: bytes)
        decoder = DeltaDecoder(plan, tables)
    }

    /// Goes back to the tables of epoch 0, as each connection and room begins.
    mutating func reset(_ mode: CodecMode, _ description: borrowing SchemaDescription) {
        guard tables.epoch != 0 || tables.mode != mode else { return }
        tables = description.codec.tables(mode)
        decoder = description.codec.decoder(mode)
        key = mode == .speed ? 0 : 1
    }

    /// Makes sure that the tables are those that a frame names.
    mutating func prepare(
        for head: SnapshotHead, _ description: borrowing SchemaDescription
    ) throws(MirrorFault) {
        let mode: CodecMode = head.isDense ? .dense : .speed
        if head.epoch == 0 { return reset(mode, description) }
        guard tables.epoch == head.epoch, tables.mode == mode else {
            throw .unknownEpoch(head.epoch)
        }
    }

    /// Tables frames of the same bytes have the same key, and others hardly ever.
    static func key(of bytes: RawSpan) -> UInt64 {
        var hasher = StateHasher(seed: UInt64(bytes.byteCount))
        for index in 0..<bytes.byteCount {
            hasher.combine(UInt64(unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)))
        }
        return hasher.value
    }
}
