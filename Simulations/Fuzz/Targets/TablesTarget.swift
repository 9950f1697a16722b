import UmpireBasics
import UmpireState

/// Tables of an epoch: refused, or written and read again as the same, and fit to be used.
enum TablesTarget {
    static func run(_ input: FuzzInput) {
        let mode: CodecMode = input.choices & 1 == 0 ? .speed : .dense
        input.feed(whole: true) { bytes in
            guard let tables = read(UnsafeRawBufferPointer(bytes), mode) else { return }
            var writer = BitWriter()
            tables.write(PacketCodec.plan, into: &writer)
            writer.finish()
            let again = writer.bytes.withUnsafeBytes { read($0, mode) }
            require(again == tables, "tables that are written are read as the same")
            // To make look-ups of them costs a hundred times as much as to read them.
            guard input.choices & 0x0E == 0 else { return }
            var codec = PacketCodec(tables)
            let history = PacketCodec.history
            for index in 2..<history.count {
                codec.requireReturn(
                    history[index], against: history[index - 1], after: history[index - 2],
                    SnapshotAges(ahead: 2, behind: 1))
            }
        }
    }

    private static func read(_ bytes: UnsafeRawBufferPointer, _ mode: CodecMode) -> CodecTables? {
        var reader = BitReader(bytes.bytes)
        return try? CodecTables(&reader, PacketCodec.plan, mode: mode, epoch: 1)
    }
}
