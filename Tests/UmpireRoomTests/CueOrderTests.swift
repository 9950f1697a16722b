import Testing
import UmpireBasics
import UmpireGame
import UmpireProtocol
import UmpireState
@testable import UmpireRoom

@Suite("the order of cues for all and for one")
struct CueOrderTests {
    private let description = AnyGame(LoneMurmurs.self).description

    /// What player 1 hears in a frame of `tick` whose baseline is `age` ticks older.
    ///
    /// Each cue has a number; `isSecret` says of which ones only player 1 is told.
    private func heard(
        _ cues: [Pen.HeardCue], isSecret: (UInt32) -> Bool, tick: UInt32, age: UInt8
    ) throws -> [Pen.HeardCue] {
        var writer = FrameWriter(description, mode: .speed)
        for now in 1...tick {
            let all = cues.filter { $0.tick == Tick(now) }.map(\.number)
            let shouts = all.filter { !isSecret($0) }
            let whispers = all.filter(isSecret)
            writer.addCues(at: Tick(now)) {
                $0 += shouts
                return shouts.count
            }
            writer.addAddressedCues(at: Tick(now)) {
                $0 += whispers
                $1 += whispers.map { _ in PlayerSet(bits: 0b010) }
            }
        }
        let frame = FrameWriter.Frame(
            tick: Tick(tick), age: age, predecessorAge: 0, hasHash: false)
        let blank = Snapshot(shape: description.world)
        _ = writer.write(frame, for: PlayerID(1), blank, against: blank, predecessor: nil)
        var effects = Effects()
        _ = writer.emit(into: &effects)
        return try cueRows(of: effects.bytes, blank, at: tick, age)
    }

    private func cueRows(
        of body: [UInt8], _ blank: Snapshot, at tick: UInt32, _ age: UInt8
    ) throws -> [Pen.HeardCue] {
        let bytes = [SnapshotPrefix.kind, 0, 0, 0] + body
        guard let frame = SnapshotFrame(parsing: bytes.span.bytes) else {
            throw Pen.Fault(description: "no snapshot frame")
        }
        var decoder = description.codec.decoder(.speed)
        var next = blank
        var reader = BitReader(bytes.span.bytes, from: frame.bodyOffset)
        try decoder.decode(
            &reader, against: blank, after: blank, SnapshotAges(ahead: age, behind: 0),
            into: &next)
        var row: [UInt32] = []
        var heard: [Pen.HeardCue] = []
        for _ in 0..<(try reader.readVarint()) {
            let ago = try reader.readVarint()
            try RawRow.read(&reader, plan: description.cue, into: &row)
            heard.append(Pen.HeardCue(tick: Tick(tick - ago), number: row.removeLast()))
        }
        try reader.requireEnd()
        return heard
    }

    private func cue(_ tick: UInt32, _ number: UInt32) -> Pen.HeardCue {
        Pen.HeardCue(tick: Tick(tick), number: number)
    }

    @Test("is that in which they happened, and in one tick those for all come first")
    func order() throws {
        let cues = [
            cue(7, 1), cue(7, 100), cue(8, 101), cue(9, 2), cue(10, 102), cue(10, 3),
            cue(10, 103),
        ]
        let heard = try heard(cues, isSecret: { $0 >= 100 }, tick: 10, age: 3)
        #expect(heard == [cue(8, 101), cue(9, 2), cue(10, 3), cue(10, 102), cue(10, 103)])
    }

    @Test("a keyframe has those of its own tick alone")
    func keyframe() throws {
        let cues = [cue(9, 1), cue(9, 100), cue(10, 101), cue(10, 2)]
        let heard = try heard(cues, isSecret: { $0 >= 100 }, tick: 10, age: 0)
        #expect(heard == [cue(10, 2), cue(10, 101)])
    }

    @Test("is that of ticks, whoever was told when", arguments: UInt64(1)...40)
    func random(seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        let tick = UInt32(random.int(in: 32...60))
        let age = UInt8(random.int(in: 1...31))
        var cues: [Pen.HeardCue] = []
        for now in 1...tick {
            for _ in 0..<random.int(in: 0...3) { cues.append(cue(now, UInt32(cues.count))) }
        }
        let secrets = Set(cues.map(\.number).filter { _ in random.chance(0.5) })
        let heard = try heard(
            cues, isSecret: { secrets.contains($0) }, tick: tick, age: age)
        let news = cues.filter { $0.tick.rawValue > tick - UInt32(age) }
        let wanted = (1...tick).flatMap { now in
            let ofTick = news.filter { $0.tick == Tick(now) }
            return ofTick.filter { !secrets.contains($0.number) }
                + ofTick.filter { secrets.contains($0.number) }
        }
        #expect(heard == wanted, "seed \(seed)")
    }
}
