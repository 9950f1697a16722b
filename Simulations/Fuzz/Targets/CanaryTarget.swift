import UmpireBasics

/// A planted bug: five bytes at the beginning trap.
///
/// Nobody meets them by chance; a fuzzer that sees what the code does finds them within seconds.
/// If it does not, its silence about the other targets says nothing.
enum CanaryTarget {
    static func run(_ input: FuzzInput) {
        input.feed(whole: true) { song in
            require(!isFatal(song), "the canary was found")
        }
    }

    /// In a loop, so that coverage tells a fuzzer with each note that it is one step nearer.
    private static func isFatal(_ song: UnsafeMutableRawBufferPointer) -> Bool {
        let fatal = Array("CHIRP".utf8)
        var known = 0
        while known < fatal.count, known < song.count, song[known] == fatal[known] { known += 1 }
        return known == fatal.count
    }
}
