import Glibc
import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireState

/// Frames of a match with what they lead to, for the tests of decoders in any language.
///
/// `schema.json` is the schema, as clients receive it. `speed.json` and `dense.json` are one match
/// of the game's bots, seen by everyone, in either mode; they are the same bytes on each run:
///
/// ```
///   mode     "speed" or "dense"
///   epochs   a list: epoch 1…, frame (a whole tables frame, hexadecimal)
///   frames   a list, in the order in which a client gets them:
///     epoch           of the tables; 0 has no tables frame
///     tick            of the snapshot
///     age             ticks back to the baseline, the frame before; 0: a keyframe
///     predecessorAge  ticks from there back to the frame before that; 0: there is none
///     viewHash        of the snapshot
///     world           the world's bits, hexadecimal, padded to whole bytes; no cues behind it
///   states   after the first frame and each tenth from there:
///     tick            of the frame
///     tables          for each table by name a list of rows: the id, then the words
///     scalars         the words
/// ```
///
/// A client that holds its last two snapshots can read all frames. Ticks are left out now and then,
/// as a server does when a connection is slow; now and then a keyframe comes.
struct SchemaVectors<G: Game> {
    private struct Frame {
        let epoch: UInt8
        let tick: UInt32
        let ages: SnapshotAges
        let viewHash: UInt32
        let world: [UInt8]
    }

    private static var frameCount: Int { 110 }
    private static var framesOfEpoch: Int { 35 }
    private static var framesOfState: Int { 10 }
    /// A game with great worlds gets fewer frames: each file is kept below about this.
    private static var fileBytes: Int { 90_000 }
    /// Enough for players to meet.
    private static var mostSeats: Int { 4 }
    private static var seed: UInt64 { 1 }

    private let plan = GamePlan(G.self)
    private let mode: CodecMode
    private let match: AnyMatch
    private let seats: MatchSeats
    private var random = GameRandom(seed: SchemaVectors.seed)
    private var matches: UInt64 = 1
    private var tick: UInt32 = 0
    private var tables: CodecTables
    private var counts: SymbolCounts
    private var encoder: DeltaEncoder
    /// The last snapshots that a client holds, the newest last.
    private var held: [Snapshot] = []
    private var epochs: [String] = []
    private var frames: [String] = []
    private var states: [String] = []

    /// Writes the three files into a folder, which is made if there is none (not those that it is
    /// in).
    static func write(into folder: String) throws(CommandFailure) {
        guard Files.isFolder(folder) || mkdir(folder, 0o777) == 0 else {
            throw failure("make the folder", folder)
        }
        try write(GamePlan(G.self).description.json + "\n", to: "\(folder)/schema.json")
        for mode in CodecMode.allCases {
            var vectors = SchemaVectors(mode)
            try write(vectors.text(), to: "\(folder)/\(mode).json")
        }
    }

    private static func write(_ text: String, to path: String) throws(CommandFailure) {
        guard let file = fopen(path, "we") else { throw failure("write", path) }
        var text = text
        let isWhole = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
        guard fclose(file) == 0, isWhole else { throw failure("write", path) }
    }

    private static func failure(_ doing: String, _ path: String) -> CommandFailure {
        CommandFailure("cannot \(doing) \(path): \(String(cString: strerror(errno)))")
    }

    private init(_ mode: CodecMode) {
        self.mode = mode
        let codec = plan.description.codec
        tables = codec.tables(mode)
        encoder = codec.encoder(mode)
        counts = SymbolCounts(codec.plan, codec.tables(mode))
        let count = max(
            G.info.players.lowerBound, min(G.info.seats, SchemaVectors.mostSeats))
        var players = PlayerSet()
        for seat in 0..<count { players.insert(PlayerID(UInt8(seat))) }
        seats = MatchSeats(occupied: players, playedByBots: players)
        match = AnyMatch(plan, seats: count, seed: SchemaVectors.seed)
    }

    // MARK: - The match

    private mutating func text() -> String {
        var bytes = 0
        for number in 0..<SchemaVectors.frameCount where bytes < SchemaVectors.fileBytes {
            if number > 0, number.isMultiple(of: SchemaVectors.framesOfEpoch) { beginEpoch() }
            // Most ticks come, some do not.
            let gap = random.chance(0.7) ? 1 : random.int(in: 2...12)
            for _ in 0..<gap { step() }
            var snapshot = Snapshot(shape: plan.world.shape)
            match.capture(.everyone, Tick(tick), held.last, &snapshot)
            let isState = number.isMultiple(of: SchemaVectors.framesOfState)
            add(snapshot, isKeyframe: number == 0 || random.chance(0.04), isState: isState)
            bytes = (epochs + frames + states).reduce(0) { $0 + $1.utf8.count }
        }
        return """
            {"mode":"\(mode)",
            "epochs":[
            \(epochs.joined(separator: ",\n"))
            ],
            "frames":[
            \(frames.joined(separator: ",\n"))
            ],
            "states":[
            \(states.joined(separator: ",\n"))
            ]}

            """
    }

    private mutating func step() {
        var changes = SeatChanges()
        if match.verdict() != nil {
            matches += 1
            match.restart(SchemaVectors.seed + matches)
        }
        if match.tick() == .zero { changes.joined = seats.occupied }
        tick += 1
        match.step(seats, changes, Tick(tick))
    }

    /// From here on frames are written with tables made of the frames of the epoch before.
    private mutating func beginEpoch() {
        let codec = plan.description.codec
        tables = counts.tables(epoch: tables.epoch + 1)
        counts = SymbolCounts(codec.plan, tables)
        encoder = DeltaEncoder(codec.plan, tables)
        let head = SnapshotPrefix(TablesFrame(epoch: tables.epoch, isDense: mode == .dense))
        var writer = BitWriter()
        writer.write(head.word, bits: 32)
        tables.write(codec.plan, into: &writer)
        writer.finish()
        let frame = SchemaVectors.hexadecimal(writer.bytes)
        epochs.append("{\"epoch\":\(tables.epoch),\"frame\":\"\(frame)\"}")
    }

    private mutating func add(_ snapshot: Snapshot, isKeyframe: Bool, isState: Bool) {
        if isKeyframe { held.removeAll() }
        let blank = Snapshot(shape: plan.world.shape)
        let baseline = held.last ?? blank
        let predecessor = held.count > 1 ? held[held.count - 2] : blank
        let ahead = held.isEmpty ? 0 : snapshot.tick.rawValue - baseline.tick.rawValue
        let behind = held.count < 2 ? 0 : baseline.tick.rawValue - predecessor.tick.rawValue
        let ages = SnapshotAges(ahead: UInt8(ahead), behind: UInt8(behind))
        var writer = BitWriter()
        encoder.encode(snapshot, against: baseline, after: predecessor, ages, into: &writer)
        encoder.finish(&writer)
        counts.add(snapshot, against: baseline, after: predecessor, ages)
        frames.append(
            SchemaVectors.json(
                Frame(
                    epoch: tables.epoch, tick: snapshot.tick.rawValue, ages: ages,
                    viewHash: snapshot.viewHash, world: writer.bytes)))
        if isState { states.append(state(snapshot)) }
        held = held.suffix(1) + [snapshot]
    }

    // MARK: - As JSON

    private static func json(_ frame: Frame) -> String {
        "{\"epoch\":\(frame.epoch),\"tick\":\(frame.tick),\"age\":\(frame.ages.ahead),"
            + "\"predecessorAge\":\(frame.ages.behind),\"viewHash\":\(frame.viewHash),"
            + "\"world\":\"\(hexadecimal(frame.world))\"}"
    }

    private func state(_ snapshot: Snapshot) -> String {
        let tables = zip(plan.world.shape.tables, snapshot.tables).map { table, rows in
            let rows = rows.ids.enumerated().map { place, id in
                SchemaVectors.list([UInt32(id)] + rows.row(place))
            }
            return "\"\(table.name)\":[\(rows.joined(separator: ","))]"
        }
        return "{\"tick\":\(snapshot.tick.rawValue),\"tables\":{\(tables.joined(separator: ","))},"
            + "\"scalars\":\(SchemaVectors.list(snapshot.scalars))}"
    }

    private static func list(_ words: [UInt32]) -> String {
        "[\(words.map { String($0) }.joined(separator: ","))]"
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
