import Testing
import UmpireBasics

@Suite("MurmurHash3")
struct MurmurHash3Tests {
    private func hash(_ words: [UInt32], seed: UInt32 = 0) -> UInt32 {
        var hasher = MurmurHash3(seed: seed)
        for word in words { hasher.combine(word) }
        return hasher.value
    }

    @Test("the published vectors of the x86 32-bit variant come out")
    func published() {
        #expect(hash([]) == 0)
        #expect(hash([], seed: 1) == 0x514E_28B7)
        #expect(hash([], seed: .max) == 0x81F1_6F39)
        #expect(hash([.max]) == 0x7629_3B50)
        #expect(hash([0]) == 0x2362_F9DE)
        #expect(hash([0x8765_4321]) == 0xF55B_516B)
        #expect(hash([0x8765_4321], seed: 0x5082_EDEE) == 0x2362_F9DE)
        // "test" and "aaaa" in ASCII.
        #expect(hash([0x7473_6574]) == 0xBA6B_D213)
        #expect(hash([0x7473_6574], seed: 0x9747_B28C) == 0x704B_81DC)
        #expect(hash([0x6161_6161], seed: 0x9747_B28C) == 0x5A97_808A)
    }

    @Test("a checksum is the hash of the length and the bytes, padded to words")
    func checksum() {
        let bytes: [UInt8] = [1, 2, 3, 4, 5]
        #expect(MurmurHash3.checksum(bytes.span) == hash([5, 0x0403_0201, 5]))
        #expect(MurmurHash3.checksum([UInt8]().span) == hash([0]))
    }

    @Test("a checksum tells every change of one byte, and a length from its padding")
    func changes() {
        for count in 0...17 {
            let bytes = (0..<count).map { UInt8($0) }
            let sum = MurmurHash3.checksum(bytes.span)
            #expect(MurmurHash3.checksum((bytes + [0]).span) != sum)
            for index in bytes.indices {
                for value in UInt8.min...UInt8.max where value != bytes[index] {
                    var changed = bytes
                    changed[index] = value
                    #expect(MurmurHash3.checksum(changed.span) != sum)
                }
            }
        }
    }
}
