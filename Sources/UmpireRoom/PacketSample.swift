import UmpireBasics
import UmpireProtocol
package import UmpireState

/// A snapshot frame that was sent, kept to see what its bytes were spent for.
package struct PacketSample: Sendable {
    /// The whole frame, as the client gets it.
    package let frame: [UInt8]
    /// What the client held, and before that.
    package let baseline: Snapshot
    package let predecessor: Snapshot
    /// What the frame is written with, and a name for it among all tables of the room; 0: those
    /// that every room of the game begins with.
    package let tables: CodecTables
    package let tablesNumber: UInt32

    /// The sample of a frame whose shared part is `body`.
    init(
        body: ArraySlice<UInt8>, baseline: borrowing Snapshot, predecessor: borrowing Snapshot?,
        _ tables: CodecTables, number: UInt32
    ) {
        var frame: [UInt8] = []
        // Whose inputs are acknowledged makes no difference to its bytes.
        let prefix = SnapshotPrefix(ackSequence: 0, lead: 0).word
        for place in 0..<SnapshotPrefix.byteCount {
            frame.append(UInt8(truncatingIfNeeded: prefix >> UInt32(8 * place)))
        }
        frame.append(contentsOf: body)
        self.frame = frame
        self.baseline = copy baseline
        self.predecessor = (copy predecessor) ?? (copy baseline)
        self.tables = tables
        tablesNumber = number
    }

    /// Adds what the frame's bytes were spent for; false when it cannot be read.
    ///
    /// `key` names the tables, among all that `fields` is used with.
    package func measure(into fields: inout FieldBits, key: UInt64) -> Bool {
        guard let parsed = SnapshotFrame(parsing: unsafe frame.span.bytes) else { return false }
        if fields.key != key { fields.use(tables, key: key) }
        var reader = BitReader(unsafe frame.span.bytes, from: parsed.bodyOffset)
        let ages = SnapshotAges(ahead: parsed.head.age, behind: parsed.head.predecessorAge)
        do throws(DecodeError) {
            try fields.add(
                &reader, headBytes: parsed.bodyOffset, against: baseline, after: predecessor, ages)
            return true
        } catch {
            return false
        }
    }
}
