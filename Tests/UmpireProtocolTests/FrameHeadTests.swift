import Testing
import UmpireBasics
import UmpireProtocol

@Suite("frame heads")
struct FrameHeadTests {
    @Test("an input frame's head has the bytes of the protocol")
    func goldenInput() throws {
        let head = InputFrame(sequence: 0x0201, tick: Tick(0x0605_0403), ack: Tick(0x0A09_0807))
        var bytes: [UInt8] = []
        head.write(into: &bytes)
        #expect(bytes == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        bytes.append(0b101)
        #expect(InputFrame(parsing: bytes.span.bytes, inputBits: 3) == head)
    }

    @Test("what an input frame acknowledges is read without the rest of it")
    func ack() {
        var bytes: [UInt8] = []
        InputFrame(sequence: 9, tick: Tick(8), ack: Tick(0x0A09_0807)).write(into: &bytes)
        #expect(ack(in: bytes) == Tick(0x0A09_0807))
        #expect(ack(in: bytes + [7]) == Tick(0x0A09_0807))
        bytes.removeLast()
        #expect(ack(in: bytes) == nil)
    }

    private func ack(in bytes: [UInt8]) -> Tick? { InputFrame.ack(in: bytes.span.bytes) }

    @Test("an input frame has exactly the bytes that its input needs", arguments: 0...40)
    func inputLength(_ bits: Int) {
        let needed = InputFrame.headBytes + (bits + 7) / 8
        for count in 0..<20 {
            var bytes = [UInt8](repeating: 0, count: count)
            if count > 0 { bytes[0] = InputFrame.kind }
            let isRead = InputFrame(parsing: bytes.span.bytes, inputBits: bits) != nil
            #expect(isRead == (count == needed))
        }
    }

    @Test("a frame of another kind is no input frame", arguments: [0, 2, 3, 255] as [UInt8])
    func otherInputKinds(_ kind: UInt8) {
        var bytes = [UInt8](repeating: 0, count: 12)
        bytes[0] = kind
        #expect(InputFrame(parsing: bytes.span.bytes, inputBits: 8) == nil)
    }

    @Test("a snapshot frame's head has the bytes of the protocol")
    func goldenSnapshot() {
        let prefix = SnapshotPrefix(ackSequence: 0x0201, lead: -3)
        let head = SnapshotHead(tick: Tick(0x0605_0403), age: 7, viewHash: 0x0B0A_0908)
        var bytes = withUnsafeBytes(of: prefix.word.littleEndian) { Array($0) }
        #expect(bytes == [2, 1, 2, 0xFD])
        head.write(into: &bytes)
        #expect(bytes == [2, 1, 2, 0xFD, 3, 4, 5, 6, 7, 1, 8, 9, 10, 11])
        let frame = SnapshotFrame(parsing: bytes.span.bytes)
        #expect(frame?.prefix == prefix)
        #expect(frame?.head == head)
        #expect(frame?.bodyOffset == 14)
    }

    @Test("a snapshot frame without a hash has its bits at byte 10")
    func snapshotWithoutHash() {
        let prefix = SnapshotPrefix(ackSequence: .max, lead: -128)
        let head = SnapshotHead(tick: Tick(.max), age: 0, viewHash: nil)
        var bytes = withUnsafeBytes(of: prefix.word.littleEndian) { Array($0) }
        head.write(into: &bytes)
        #expect(bytes == [2, 255, 255, 128, 255, 255, 255, 255, 0, 0])
        let frame = SnapshotFrame(parsing: bytes.span.bytes)
        #expect(frame?.head == head)
        #expect(frame?.prefix == prefix)
        #expect(frame?.bodyOffset == 10)
    }

    @Test("a snapshot frame's head cut anywhere is none")
    func truncatedSnapshot() {
        var bytes: [UInt8] = [2, 0, 0, 0]
        SnapshotHead(tick: Tick(1), age: 0, viewHash: 5).write(into: &bytes)
        for count in 0..<bytes.count {
            #expect(SnapshotFrame(parsing: Array(bytes[..<count]).span.bytes) == nil)
        }
    }

    @Test("unknown flags and kinds are refused")
    func strangeSnapshots() {
        var bytes: [UInt8] = [2, 0, 0, 0]
        SnapshotHead(tick: Tick(1), age: 0, viewHash: 5).write(into: &bytes)
        for flags in UInt8.min...UInt8.max {
            bytes[9] = flags
            // Bit 3 means nothing yet, and a keyframe has no predecessor.
            let isRefused = flags & 8 != 0 || flags & 2 != 0
            let isNone = SnapshotFrame(parsing: bytes.span.bytes) == nil
            #expect(isNone == isRefused, "flags \(flags)")
        }
        bytes[8] = 1
        bytes[9] = 2
        for predecessorAge in [0, 7] as [UInt8] {
            bytes[10] = predecessorAge
            let frame = SnapshotFrame(parsing: bytes.span.bytes)
            #expect(frame?.head.predecessorAge == (predecessorAge == 0 ? nil : predecessorAge))
        }
        bytes[9] = 1
        for kind in 0...255 where kind != 2 {
            bytes[0] = UInt8(kind)
            #expect(SnapshotFrame(parsing: bytes.span.bytes) == nil)
        }
    }
}
