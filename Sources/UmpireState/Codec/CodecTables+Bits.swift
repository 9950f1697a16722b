import UmpireBasics

/// Why the tables of an epoch could not be read.
extension DecodeError {
    /// A code of a context that is not complete, or too long.
    static func badCode(_ context: Int) -> DecodeError { .badPlace(context) }
}

// The bits of a tables frame, behind its head.
extension CodecTables {
    private static let lengthBits = 4
    private static let shareBits = 5

    /// Appends the tables, as far as training changed them.
    public func write(_ plan: borrowing CodecPlan, into writer: inout BitWriter) {
        for (table, row) in plan.tables.enumerated() {
            for (field, contexts) in row.fields.enumerated() where contexts.isPredicted {
                writer.write(moves[table][field])
            }
        }
        for (index, context) in plan.contexts.enumerated() {
            writer.write(isTrained[index])
            guard isTrained[index] else { continue }
            switch mode {
            case .speed:
                for symbol in 0..<context.symbols {
                    writer.write(
                        UInt32(lengths[context.start + symbol]), bits: CodecTables.lengthBits)
                }
            case .dense:
                for node in 1..<context.symbols {
                    let share = CodecTables.nearestShare(Int(nodes[context.start + node] >> 8))
                    writer.write(UInt32(share), bits: CodecTables.shareBits)
                }
            }
        }
    }

    /// Reads the tables of an epoch; throws when a code is not complete or bits are missing.
    public init(
        _ reader: inout BitReader, _ plan: borrowing CodecPlan, mode: CodecMode, epoch: UInt8
    ) throws(DecodeError) {
        self.init(plan, mode: mode)
        self.epoch = epoch
        for (table, row) in plan.tables.enumerated() {
            for (field, contexts) in row.fields.enumerated() where contexts.isPredicted {
                moves[table][field] = try reader.readBit()
            }
        }
        for (index, context) in plan.contexts.enumerated() {
            isTrained[index] = try reader.readBit()
            guard isTrained[index] else { continue }
            switch mode {
            case .speed: try readLengths(context, &reader)
            case .dense:
                for node in 1..<context.symbols {
                    setNode(context.start + node, Int(try reader.read(CodecTables.shareBits)))
                }
            }
        }
    }

    private mutating func readLengths(
        _ context: ContextPlan, _ reader: inout BitReader
    ) throws(DecodeError) {
        guard context.bits > 1 else { throw .badCode(context.start) }
        var room = 1 << CodecTables.longestCode
        for symbol in 0..<context.symbols {
            let length = Int(try reader.read(CodecTables.lengthBits))
            guard (1...CodecTables.longestCode).contains(length) else {
                throw .badCode(context.start)
            }
            room -= 1 << (CodecTables.longestCode - length)
            setLength(context.start + symbol, UInt8(length))
        }
        guard room == 0 else { throw .badCode(context.start) }
    }
}
