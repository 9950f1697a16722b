import UmpireBasics

/// The numbers of the file layout; the layout itself is in the article *Recording*.
enum ReplayFormat {
    /// "UMPR", read as a little-endian number.
    static let magic: UInt32 = 0x5250_4D55
    static let version: UInt16 = 1
    /// Bytes of the header before its first text.
    static let fixedHeaderBytes = 45
    /// Bytes of a record before its body, with their checksum.
    static let recordHeadBytes = 16
    static let checksumBytes = 4
    /// Bytes of a verdict's reason that are kept.
    static let maxReasonBytes = 1_024

    /// What a record holds.
    enum Kind: UInt8 {
        case ticks = 1
        case end = 2
    }

    static func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
        MurmurHash3.checksum(bytes.span.extracting(range))
    }

    /// The characters of `text` that fit whole into `maxBytes` bytes.
    static func prefix(of text: String, maxBytes: Int) -> Substring {
        var rest = text[...]
        while rest.utf8.count > maxBytes { rest.removeLast() }
        return rest
    }

    /// The part of a verdict that a record keeps.
    static func kept(_ reason: String) -> String {
        String(prefix(of: reason, maxBytes: maxReasonBytes))
    }
}
