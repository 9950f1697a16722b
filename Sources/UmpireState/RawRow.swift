/// A row with each of its fields raw at its bit width: inputs, cues and recordings.
public enum RawRow {
    /// Appends a row.
    public static func write(
        _ words: ArraySlice<UInt32>, plan: RowPlan, into writer: inout BitWriter
    ) {
        for (word, bits) in zip(words, plan.bits) { writer.write(word, bits: Int(bits)) }
    }

    /// Reads a row and appends it to `words`; throws when a word is above its field's limit.
    public static func read(
        _ reader: inout BitReader, plan: borrowing RowPlan, into words: inout [UInt32]
    ) throws(DecodeError) {
        let codings = plan.codings.span
        for column in codings.indices {
            let word = try reader.read(Int(codings[column].bits))
            guard word <= codings[column].limit else {
                throw .aboveLimit(word: word, limit: codings[column].limit)
            }
            words.append(word)
        }
    }

    /// Reads a row; words above a field's limit are brought down to it.
    public static func readClamped(
        _ reader: inout BitReader, plan: RowPlan, into words: inout [UInt32]
    ) throws(DecodeError) {
        for field in plan.codings {
            words.append(min(try reader.read(Int(field.bits)), field.limit))
        }
    }
}
