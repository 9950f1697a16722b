import UmpireHTTP

/// Everything that a decoder says about some bytes.
struct RequestTranscript: Equatable {
    var heads: [RequestHead] = []
    var refusal: RequestRefusal?

    /// Feeds `bytes` in pieces that end at `cuts`, which are in order, and then the rest.
    init(_ bytes: [UInt8], cuts: [Int] = [], limits: HeadLimits = HeadLimits()) {
        var decoder = RequestDecoder(limits: limits)
        var start = 0
        for end in cuts + [bytes.count] {
            feed(Array(bytes[start..<end]), to: &decoder)
            start = end
        }
    }

    init(_ text: String, cuts: [Int] = [], limits: HeadLimits = HeadLimits()) {
        self.init(Array(text.utf8), cuts: cuts, limits: limits)
    }

    private mutating func feed(_ piece: [UInt8], to decoder: inout RequestDecoder) {
        piece.withUnsafeBytes { buffer in
            var input = buffer
            do throws(RequestRefusal) {
                while let head = try decoder.next(&input) { heads.append(head) }
            } catch {
                refusal = error
            }
        }
    }
}

/// A request with a first line, `Host`, and `lines`.
func request(_ lines: String..., first: String = "GET / HTTP/1.1") -> String {
    ([first, "Host: a.example"] + lines + ["", ""]).joined(separator: "\r\n")
}

/// The seeded generator of SplitMix64, so that a failing seed fails again.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
