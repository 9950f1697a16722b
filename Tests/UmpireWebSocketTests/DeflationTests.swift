import Testing
import UmpireHTTP

@testable import UmpireWebSocket

@Suite("compression")
struct DeflationTests {
    private let deflation = Deflation()

    @Test(
        "any message is read as it was written, in any pieces", arguments: 0..<40 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        let limits = FrameDecoder.Limits(maxMessageBytes: 100_000)
        for windowBits in 9...15 as ClosedRange<UInt8> {
            let text = random.text(maxBytes: Int.random(in: 64...3_000, using: &random))
            let message = [[UInt8]](repeating: text, count: Int.random(in: 1...30, using: &random))
                .flatMap { $0 }
            let frame = try serverFrame(.text, message, windowBits: windowBits, deflation)
            let whole = FrameTranscript(frame, role: .client, limits: limits, deflation: deflation)
            #expect(whole.events == [.text(message)], "seed \(seed), \(windowBits) bits")
            guard frame[0] == 0xC1 else { continue }
            let compressed = payload(of: frame)
            let cuts = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                Int.random(in: 0...compressed.count, using: &random)
            }.sorted()
            let pieces = clientMessage(
                .text, compressed: compressed, cuts: cuts, between: clientFrame(.ping, [9]))
            let ends = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                Int.random(in: 0...pieces.count, using: &random)
            }.sorted()
            let transcript = FrameTranscript(
                pieces, cuts: ends, limits: limits, deflation: deflation)
            #expect(transcript.violation == nil, "seed \(seed), \(windowBits) bits")
            #expect(transcript.events.last == .text(message), "seed \(seed), \(windowBits) bits")
            #expect(transcript.events.count == cuts.count + 1)
        }
    }

    @Test("compressed messages are read alike at every split", arguments: 0..<6 as Range<UInt64>)
    func everySplit(seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        let letters = random.bytes(300).map { $0 & 3 | 0x40 }
        let compressed = payload(of: try serverFrame(.text, letters, deflation))
        let bytes =
            clientMessage(.text, compressed: compressed, cuts: [7, 7, 60])
            + clientFrame(.text, [0x41]) + clientMessage(.binary, compressed: compressed)
        let transcript = FrameTranscript.ofEverySplit(bytes, deflation: deflation)
        #expect(
            transcript?.events == [.text(letters), .text([0x41]), .binary(letters)], "seed \(seed)")
    }

    @Test("flipped bits never trap and are read alike", arguments: 0..<40 as Range<UInt64>)
    func flippedBits(seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        let letters = random.bytes(1_000).map { $0 & 7 | 0x40 }
        let valid = payload(of: try serverFrame(.text, letters, deflation))
        for _ in 0..<20 {
            var compressed = valid
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                compressed[Int.random(in: 0..<compressed.count, using: &random)] ^=
                    1 << UInt8.random(in: 0...7, using: &random)
            }
            let message = clientMessage(.text, compressed: compressed)
            let whole = FrameTranscript(message, deflation: deflation)
            let cut = Int.random(in: 0...message.count, using: &random)
            #expect(
                FrameTranscript(message, cuts: [cut], deflation: deflation) == whole, "seed \(seed)"
            )
            if let violation = whole.violation {
                #expect([1007, 1009].contains(violation.closeCode))
            }
        }
    }

    @Test("a message of fewer than 64 bytes, and one that would grow, travel as they are")
    func notWorthIt() throws {
        var random = SeededRandom(state: 3)
        for payload in [
            [], [UInt8](repeating: 0x41, count: 63), random.bytes(64), random.bytes(70_000),
        ] {
            var plain: [UInt8] = []
            FrameEncoder.append(.binary, payload: payload, to: &plain)
            #expect(try serverFrame(.binary, payload, deflation) == plain)
        }
        let shortest = try serverFrame(.text, [UInt8](repeating: 0x41, count: 64), deflation)
        #expect(shortest[0] == 0xC1)
        #expect(shortest.count < 20)
        // Without the end that every message has.
        #expect(!shortest.suffix(4).elementsEqual([0x00, 0x00, 0xFF, 0xFF]))
    }

    @Test("without agreement nothing is compressed")
    func noAgreement() {
        let payload = [UInt8](repeating: 0x41, count: 1_000)
        var frame: [UInt8] = []
        payload.withUnsafeBytes { deflation.append(.text, payload: $0, under: nil, to: &frame) }
        #expect(frame[0] == 0x81)
        #expect(frame.count == 1_004)
    }

    @Test("nothing farther back than the agreed window is referred to")
    func window() throws {
        // The second half repeats the first, 600 bytes back: out of reach of 512, not of 1,024.
        var random = SeededRandom(state: 5)
        let half = random.bytes(600)
        let small = try serverFrame(.binary, half + half, windowBits: 9, deflation)
        let large = try serverFrame(.binary, half + half, windowBits: 10, deflation)
        #expect(small[0] == 0x82)
        #expect(large[0] == 0xC2 && large.count < 700)
    }

    @Test("a large message's memory is given back with the next")
    func memory() throws {
        let large = [UInt8](repeating: 0x41, count: 1_000_000)
        let limits = FrameDecoder.Limits(maxMessageBytes: 1_000_000)
        let frame = try serverFrame(.text, large, deflation)
        #expect(
            FrameTranscript(frame, role: .client, limits: limits, deflation: deflation).events
                == [.text(large)])
        #expect(deflation.bufferedCapacityBytes > 1_000_000)
        let small = try serverFrame(.text, [UInt8](repeating: 0x41, count: 100), deflation)
        _ = FrameTranscript(small, role: .client, limits: limits, deflation: deflation)
        #expect(deflation.bufferedCapacityBytes <= 2 * 65_536)
    }

    @Test("an idle connection keeps little, with compression or without")
    func size() {
        #expect(MemoryLayout<FrameDecoder>.size <= 136)
        #expect(MemoryLayout<CompressionAgreement?>.size <= 2)
    }

    @Test("a compressed control frame is our own bug")
    func compressedControl() async {
        await #expect(processExitsWith: .failure) {
            var bytes: [UInt8] = []
            Deflation().append(
                .ping, payload: UnsafeRawBufferPointer(start: nil, count: 0), under: nil,
                to: &bytes)
        }
    }
}
