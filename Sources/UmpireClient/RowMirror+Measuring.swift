import UmpireProtocol
public import UmpireState

extension RowMirror {
    /// Adds to `fields` for what the bits of a frame were spent that is about to be taken.
    ///
    /// False, and nothing added, when the frame could not be taken.
    @discardableResult
    public func measure(_ bytes: RawSpan, into fields: inout FieldBits) -> Bool {
        guard let frame = try? parse(bytes) else { return false }
        var reader = BitReader(bytes, from: frame.bodyOffset)
        do throws(DecodeError) {
            try fields.add(&reader, headBytes: frame.bodyOffset, against: baseline(of: frame.head))
            return true
        } catch {
            return false
        }
    }
}
