import UmpireProtocol
public import UmpireState

extension RowMirror {
    /// Adds to `fields` for what the bits of a frame were spent that is about to be taken.
    ///
    /// False, and nothing added, when the frame could not be taken.
    @discardableResult
    public func measure(_ bytes: RawSpan, into fields: inout FieldBits) -> Bool {
        // The frame may be the one that goes back to epoch 0, or to another mode.
        var decoding = decoding
        guard let frame = try? parse(bytes),
            (try? decoding.prepare(for: frame.head, description)) != nil
        else { return false }
        if fields.key != decoding.key { fields.use(decoding.tables, key: decoding.key) }
        var reader = BitReader(bytes, from: frame.bodyOffset)
        do throws(DecodeError) {
            try fields.add(
                &reader, headBytes: frame.bodyOffset, against: baseline(of: frame.head),
                after: predecessor(of: frame.head) ?? empty, frame.head.ages)
            return true
        } catch {
            return false
        }
    }
}
