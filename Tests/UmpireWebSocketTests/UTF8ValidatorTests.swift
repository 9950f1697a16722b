import Testing
import UmpireWebSocket

@Suite("a UTF-8 validator")
struct UTF8ValidatorTests {
    /// The offset of the first bad byte, or of the end of a cut character; nil for valid text.
    private func firstBad(_ bytes: [UInt8], cut: Int = 0) -> Int? {
        var validator = UTF8Validator()
        for piece in [bytes[..<cut], bytes[cut...]] {
            let isValid = Array(piece).withUnsafeBytes { validator.accept($0) }
            if !isValid { return validator.offset }
        }
        return validator.isComplete ? nil : validator.offset
    }

    @Test("every scalar is accepted, as the standard library encodes it")
    func everyScalar() {
        var validator = UTF8Validator()
        var total = 0
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), let bytes = UTF8.encode(scalar) else {
                continue
            }
            let isValid = Array(bytes).withUnsafeBytes { validator.accept($0) }
            total += bytes.count
            if !isValid || !validator.isComplete { Issue.record("scalar \(value) is refused") }
        }
        #expect(validator.offset == total)
    }

    @Test(
        "the first bad byte is found",
        arguments: [
            ([0x80], 0), ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xC2, 0x41], 1),
            ([0xE0, 0x9F, 0xBF], 1), ([0xED, 0xA0, 0x80], 1), ([0xF0, 0x8F, 0xBF, 0xBF], 1),
            ([0xF4, 0x90, 0x80, 0x80], 1), ([0xF5], 0), ([0xFF], 0), ([0xE2, 0x82], 2),
            ([0xF0, 0x90, 0x80], 3), ([0x41, 0x42, 0xE2, 0x82, 0x41], 4),
        ] as [([UInt8], Int)])
    func badBytes(bytes: [UInt8], offset: Int) {
        let padding = [UInt8](repeating: 0x61, count: 19)
        for count in 0..<19 {
            let text = Array(padding[..<count]) + bytes
            for cut in 0...text.count { #expect(firstBad(text, cut: cut) == offset + count) }
        }
    }

    @Test("every two bytes and random bytes agree with the standard library")
    func agreesWithStandardLibrary() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let bytes = [first, second]
                if (firstBad(bytes) == nil) != (String(validating: bytes, as: UTF8.self) != nil) {
                    Issue.record("the standard library disagrees about \(bytes)")
                }
            }
        }
    }
}
