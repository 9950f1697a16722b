import Testing
import UmpireBasics
import UmpireState

@Suite("bits")
struct BitTests {
    @Test("every width from every bit position comes back, and cutting it at any byte is noticed")
    func roundTrip() throws {
        for skip in 0..<16 {
            for bits in 0...32 {
                let mask = UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(bits)) - 1)
                for value in [UInt32(0), 1, 0x5A5A_A5A5, .max] {
                    var writer = BitWriter()
                    writer.write(.max, bits: skip)
                    writer.write(value, bits: bits)
                    #expect(writer.bitCount == skip + bits)
                    writer.write(true)
                    writer.finish()
                    let bytes = writer.bytes
                    #expect(bytes.count == (skip + bits + 8) / 8)
                    var reader = BitReader(bytes.span.bytes)
                    _ = try reader.read(skip)
                    #expect(try reader.read(bits) == value & mask)
                    #expect(try reader.readBit())
                    try reader.requireEnd()
                }
            }
        }
    }

    @Test("a reader refuses at the exact bit where the bytes end")
    func truncation() throws {
        let bytes = [UInt8](repeating: 0xFF, count: 6)
        for start in 0...48 {
            for bits in 0...32 {
                var reader = BitReader(bytes.span.bytes)
                for _ in 0..<start { _ = try reader.readBit() }
                do throws(DecodeError) {
                    let word = try reader.read(bits)
                    #expect(start + bits <= 48 && word.nonzeroBitCount == bits)
                } catch {
                    #expect(start + bits > 48 && error == .truncated(bit: start))
                }
            }
        }
    }

    @Test("the first bit written is the lowest of the first byte")
    func order() {
        var writer = BitWriter()
        writer.write(1, bits: 1)
        writer.write(0b10, bits: 2)
        writer.write(0x1FF, bits: 9)
        writer.finish()
        #expect(writer.bytes == [0b1111_1101, 0b0000_1111])
        writer.reset()
        #expect(writer.bytes.isEmpty && writer.bitCount == 0)
    }

    @Test("a reader that starts behind the bytes is at their end")
    func startBehind() {
        let bytes: [UInt8] = [1, 2]
        for start in [2, 3, 100] {
            var reader = BitReader(bytes.span.bytes, from: start)
            #expect(reader.remainingBits == 0)
            #expect(throws: Never.self) { try reader.requireEnd() }
            #expect(throws: DecodeError.truncated(bit: 16)) { try reader.readBit() }
        }
    }

    @Test("mixed values come back in order", arguments: 1...100)
    func random(seed: UInt64) throws {
        var random = GameRandom(seed: seed)
        let values = (0..<200).map { _ in
            (random.word() >> UInt32(random.int(in: 0...31)), random.int(in: 0...33))
        }
        var writer = BitWriter()
        for (value, bits) in values {
            if bits == 33 { writer.writeVarint(value) } else { writer.write(value, bits: bits) }
        }
        writer.finish()
        let bytes = writer.bytes
        var reader = BitReader(bytes.span.bytes)
        for (value, bits) in values {
            let read = bits == 33 ? try reader.readVarint() : try reader.read(bits)
            let mask = UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(bits)) - 1)
            #expect(read == (bits == 33 ? value : value & mask), "seed \(seed)")
        }
        try reader.requireEnd()
    }
}

@Suite("varints")
struct VarintTests {
    @Test("each size comes back with five bits for each four")
    func sizes() throws {
        for bits in 0..<32 {
            for value in [
                UInt32(1) << UInt32(bits), (1 << UInt32(bits)) &- 1, UInt32.max >> UInt32(bits),
            ] {
                var writer = BitWriter()
                writer.writeVarint(value)
                let groups = max(1, (32 - value.leadingZeroBitCount + 3) / 4)
                #expect(writer.bitCount == groups * 5)
                writer.finish()
                let bytes = writer.bytes
                var reader = BitReader(bytes.span.bytes)
                #expect(try reader.readVarint() == value)
            }
        }
    }

    @Test("a ninth group is refused, and so is a varint that is cut off")
    func refusals() {
        let endless = [UInt8](repeating: 0xFF, count: 20)
        var reader = BitReader(endless.span.bytes)
        #expect(throws: DecodeError.varintTooLong) { try reader.readVarint() }
        let short: [UInt8] = [0xFF, 0xFF]
        var cut = BitReader(short.span.bytes)
        #expect(throws: DecodeError.truncated(bit: 15)) { try cut.readVarint() }
    }

    @Test("bits that are left over are noticed, whole bytes and single bits")
    func leftOver() throws {
        for (bytes, bits, isClean) in [
            ([UInt8(0b0000_0111)], 3, true), ([0b0000_1111], 3, false), ([7, 0], 3, false),
            ([7, 0], 8, false), ([7, 0], 9, true), ([7, 0x80], 15, false), ([7], 8, true),
        ] {
            var reader = BitReader(bytes.span.bytes)
            _ = try reader.read(bits)
            do throws(DecodeError) {
                try reader.requireEnd()
                #expect(isClean)
            } catch {
                #expect(!isClean)
            }
        }
    }
}
