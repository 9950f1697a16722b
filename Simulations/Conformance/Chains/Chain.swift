import UmpireBasics
import UmpireState

/// The frames of one client in one mode, and the tables that they are written with.
struct Chain {
    private let schema: SchemaDescription
    private let plan: CodecPlan
    private let mode: CodecMode
    private let seed: UInt64
    private var counts: SymbolCounts
    private var tables: CodecTables
    private var encoder: DeltaEncoder
    private var decoder: DeltaDecoder
    private var breaking: Breaking
    private var epochs: [String] = []
    private var frames: [String] = []

    /// `broken`: how many broken packets there are for each one.
    init(_ schema: SchemaDescription, _ mode: CodecMode, seed: UInt64, broken: Int) {
        self.schema = schema
        self.mode = mode
        self.seed = seed
        plan = schema.codec.plan
        tables = schema.codec.tables(mode)
        counts = SymbolCounts(plan, tables)
        encoder = schema.codec.encoder(mode)
        decoder = schema.codec.decoder(mode)
        breaking = Breaking(seed: seed, times: broken)
    }

    /// The chain as one line of JSON; see `Chains`. Throws when `DeltaDecoder` differs.
    mutating func line(_ steps: [ClientStep], _ random: GameRandom) throws(Difference) -> String {
        var random = random
        let isTrained = random.chance(0.7)
        var number = UInt8(random.int(in: 1...15))
        for step in steps {
            if isTrained, random.chance(0.12) {
                try train(epoch: number)
                number = number % 15 + 1
            }
            try add(step)
        }
        let last = steps.last.map { state($0.snapshot) } ?? ""
        return "{\"seed\":\(seed),\"mode\":\"\(mode)\",\"schema\":\(schema.json),"
            + "\"epochs\":[\(epochs.joined(separator: ","))],"
            + "\"frames\":[\(frames.joined(separator: ","))],\"states\":[\(last)]}"
    }

    /// From here on frames are written with tables made of all frames before, which a client reads.
    private mutating func train(epoch: UInt8) throws(Difference) {
        var writer = BitWriter()
        for byte in [3, epoch, mode.rawValue, 0] { writer.write(UInt32(byte), bits: 8) }
        tables = counts.tables(epoch: epoch)
        tables.write(plan, into: &writer)
        writer.finish()
        guard let read = self.tables(writer.bytes, epoch), read == tables else {
            throw Difference("the tables of epoch \(epoch) come back otherwise")
        }
        decoder = DeltaDecoder(plan, read)
        let broken = breaking.all(of: writer.bytes, from: Chain.headerBytes).map {
            let isTaken = self.tables($0, epoch) != nil
            return "{\"frame\":\"\(hexadecimal($0))\",\"isTaken\":\(isTaken)}"
        }
        epochs.append(
            "{\"epoch\":\(epoch),\"frame\":\"\(hexadecimal(writer.bytes))\","
                + "\"broken\":[\(broken.joined(separator: ","))]}")
        encoder = DeltaEncoder(plan, tables)
        // Fields that are no longer expected to move on are counted anew.
        counts = SymbolCounts(plan, tables)
    }

    /// What a client reads of a tables frame; nil if it refuses it.
    private func tables(_ frame: [UInt8], _ epoch: UInt8) -> CodecTables? {
        var reader = BitReader(frame.span.bytes, from: Chain.headerBytes)
        guard let tables = try? CodecTables(&reader, plan, mode: mode, epoch: epoch),
            (try? reader.requireEnd()) != nil
        else { return nil }
        return tables
    }

    /// Of a tables frame.
    private static let headerBytes = 4

    private mutating func add(_ step: ClientStep) throws(Difference) {
        let (baseline, predecessor) = (step.baseline, step.predecessor)
        // As in a match of minutes: a context is trained by what comes often.
        for _ in 0..<16 {
            counts.add(step.snapshot, against: baseline, after: predecessor, step.ages)
        }
        var writer = BitWriter()
        encoder.encode(
            step.snapshot, against: baseline, after: predecessor, step.ages, into: &writer)
        for bit in step.cues { writer.write(bit) }
        encoder.finish(&writer)
        var broken: [String] = []
        for bytes in breaking.all(of: writer.bytes) {
            let hash = (try? decoded(bytes, step)).map { "\($0.snapshot.viewHash)" }
            broken.append(
                "{\"world\":\"\(hexadecimal(bytes))\",\"viewHash\":\(hash ?? "null")}")
        }
        try check(writer.bytes, step)
        let cues = step.cues.map { $0 ? "1" : "0" }.joined()
        frames.append(
            "{\"epoch\":\(tables.epoch),\"tick\":\(step.snapshot.tick.rawValue),"
                + "\"age\":\(step.ages.ahead),\"predecessorAge\":\(step.ages.behind),"
                + "\"viewHash\":\(step.snapshot.viewHash),"
                + "\"world\":\"\(hexadecimal(writer.bytes))\",\"cues\":\"\(cues)\","
                + "\"broken\":[\(broken.joined(separator: ","))]}")
    }

    private mutating func check(_ bytes: [UInt8], _ step: ClientStep) throws(Difference) {
        let tick = step.snapshot.tick.rawValue
        let made: (snapshot: Snapshot, cues: [Bool])
        do {
            made = try decoded(bytes, step)
        } catch {
            throw Difference("tick \(tick) is refused: \(error)")
        }
        guard made.cues == step.cues, made.snapshot.hasRows(of: step.snapshot) else {
            throw Difference("tick \(tick) is decoded otherwise")
        }
    }

    /// What a packet makes, and as many cues as the step has; padding may follow.
    private mutating func decoded(
        _ bytes: [UInt8], _ step: ClientStep
    ) throws(DecodeError) -> (snapshot: Snapshot, cues: [Bool]) {
        var snapshot = Snapshot(shape: schema.world)
        var reader = BitReader(bytes.span.bytes)
        try decoder.decode(
            &reader, against: step.baseline, after: step.predecessor, step.ages, into: &snapshot)
        var cues: [Bool] = []
        for _ in step.cues { cues.append(try reader.readBit()) }
        try reader.requireEnd()
        return (snapshot, cues)
    }

    // MARK: - As JSON

    private func state(_ snapshot: Snapshot) -> String {
        let tables = zip(schema.world.tables, snapshot.tables).map { table, rows in
            let rows = rows.ids.enumerated().map { place, id in
                list([UInt32(id)] + rows.row(place))
            }
            return "\"\(table.name)\":[\(rows.joined(separator: ","))]"
        }
        return "{\"tick\":\(snapshot.tick.rawValue),\"tables\":{\(tables.joined(separator: ","))},"
            + "\"scalars\":\(list(snapshot.scalars))}"
    }

    private func list(_ words: [UInt32]) -> String {
        "[\(words.map { String($0) }.joined(separator: ","))]"
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}
