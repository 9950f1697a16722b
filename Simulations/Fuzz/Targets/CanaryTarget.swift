import UmpireBasics
import UmpireHTTP

/// A planted bug behind a real decoder: four bytes in the value of one header trap.
///
/// Nobody meets them by chance; a fuzzer that sees what the decoder does finds them within
/// seconds. If it does not, its silence about the other targets says nothing.
enum CanaryTarget {
    static func run(_ input: FuzzInput) {
        var decoder = RequestDecoder()
        input.feed(whole: true) { piece in
            var rest = UnsafeRawBufferPointer(piece)
            guard let head = try? decoder.next(&rest), let song = head.headers["song"] else {
                return
            }
            require(!isFatal(Array(song.utf8)), "the canary was found")
        }
    }

    /// Note by note, so that coverage tells a fuzzer each time that it is one step nearer.
    private static func isFatal(_ song: [UInt8]) -> Bool {
        var known = 0
        for (note, fatal) in zip(song, "wren".utf8) {
            guard note == fatal else { break }
            known += 1
        }
        return known == 4
    }
}
