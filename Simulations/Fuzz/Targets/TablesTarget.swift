import UmpireBasics
import UmpireState

/// Tables of an epoch: refused, or written and read again as the same, and fit to be used.
///
/// ```
///   choices  bit 0 dense │ 1…3 all 0: used, too │ 4 what the bytes are
///   bytes    4 is 0: tables │ 4 is 1: changes of trained tables: place 2 B │ bits to turn 1 B
/// ```
enum TablesTarget {
    private static let history = PacketHistory(TablesWorld(), count: 6) { $0.live(&$1) }
    /// What a room would send; complete codes are never met by chance.
    private static let trained = CodecMode.allCases.map { mode in
        var writer = BitWriter()
        history.trained(mode).write(history.plan, into: &writer)
        writer.finish()
        return writer.bytes
    }
    nonisolated(unsafe) private static var writer = BitWriter()

    static func run(_ input: FuzzInput) {
        let mode: CodecMode = input.choices & 1 == 0 ? .speed : .dense
        let bytes =
            input.choices & 16 == 0
            ? input.bytes : changed(trained[Int(mode.rawValue)], by: input.bytes)
        // In memory of its own: a read behind its end is an address error.
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: bytes)
        guard let tables = read(UnsafeRawBufferPointer(memory).bytes, mode) else { return }
        writer.reset()
        tables.write(history.plan, into: &writer)
        writer.finish()
        require(
            read(writer.bytes.span.bytes, mode) == tables,
            "tables that are written are read as the same")
        // To make look-ups of them costs many times as much as to read them.
        if input.choices & 0x0E == 0 { requireUse(tables) }
    }

    /// Checks that packets can be written and read with the tables.
    private static func requireUse(_ tables: CodecTables) {
        var codec = PacketCodec(history, tables)
        let snapshots = history.snapshots
        for index in 2..<snapshots.count {
            codec.requireReturn(
                snapshots[index], against: snapshots[index - 1], after: snapshots[index - 2],
                SnapshotAges(ahead: 2, behind: 1))
        }
    }

    private static func changed(_ bytes: [UInt8], by changes: [UInt8]) -> [UInt8] {
        var changed = bytes
        for start in stride(from: 0, to: changes.count - 2, by: 3) {
            let place = Int(changes[start]) | Int(changes[start + 1]) << 8
            changed[place % changed.count] ^= changes[start + 2]
        }
        return changed
    }

    private static func read(_ bytes: RawSpan, _ mode: CodecMode) -> CodecTables? {
        var reader = BitReader(bytes)
        return try? CodecTables(&reader, history.plan, mode: mode, epoch: 1)
    }
}
