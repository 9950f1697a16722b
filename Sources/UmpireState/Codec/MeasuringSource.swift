/// A source that can say how much of a packet it has used.
protocol MeasurableSource: SymbolSource {
    /// Bits used so far, in 256ths; the bits of a range coder are what the choices so far needed.
    func used(_ reader: borrowing BitReader) -> Int
}

extension PrefixDecoder: MeasurableSource {
    func used(_ reader: borrowing BitReader) -> Int { reader.position * 256 }
}

extension RangeDecoder: MeasurableSource {
    func used(_ reader: borrowing BitReader) -> Int { reader.position * 256 + decided }
}

/// Notes on which places the bits of a packet are spent, while somebody reads it.
struct MeasuringSource<Base: MeasurableSource & Sendable>: SymbolSource, Sendable {
    static var hasCheapFlags: Bool { Base.hasCheapFlags }

    var base: Base
    /// What was spent on each place, in 256ths of a bit.
    private(set) var spent: [Int]
    /// Where the parts of each table begin: entities and masks first, then the fields.
    private let starts: [Int]
    private var part = 0
    private var begin = 0

    init(_ base: Base, _ plan: borrowing CodecPlan) {
        self.base = base
        var starts: [Int] = []
        var count = 0
        for table in plan.tables {
            starts.append(count)
            count += table.fields.count + 1
        }
        self.starts = starts
        spent = [Int](repeating: 0, count: count)
    }

    /// Forgets the packet before; the packet's bits begin where `reader` stands.
    mutating func begin(_ reader: borrowing BitReader) {
        for index in spent.indices { spent[index] = 0 }
        part = 0
        begin = base.used(reader)
    }

    /// Counts what was read since the last place was entered.
    mutating func end(_ reader: borrowing BitReader) {
        let now = base.used(reader)
        spent[part] += now - begin
        begin = now
    }

    mutating func symbol(
        bits: Int, in context: Int, _ reader: inout BitReader
    ) throws(DecodeError) -> Int {
        try base.symbol(bits: bits, in: context, &reader)
    }

    mutating func flag(in context: Int, _ reader: inout BitReader) throws(DecodeError) -> Bool {
        try base.flag(in: context, &reader)
    }

    mutating func enter(_ place: SymbolPlace, _ reader: borrowing BitReader) {
        end(reader)
        part = starts[place.table] + max(0, place.field + 1)
    }
}
