import CZlib
import UmpireBasics

/// zlib's undoing of raw DEFLATE (RFC 1951), one message after the other.
///
/// A class, because zlib keeps the address of the stream.
final class Inflater {
    /// What a step did.
    enum Step: Equatable {
        /// So many bytes were written, and the room was too small to know that these were all.
        case full(Int)
        /// So many bytes were written, and all the input is used up.
        case used(Int)
        /// This is no DEFLATE.
        case bad
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private var hasEnded = false

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // The largest window reads what was written with any.
        require(umpire_inflate_start(stream, 15) == Z_OK, "zlib has memory for an inflater")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Starts the next message with nothing before it to refer to.
    func reset() {
        inflateReset(stream)
        hasEnded = false
    }

    /// Gives the next input, which must stay where it is until a step has used it up.
    func give(_ input: UnsafeRawBufferPointer) {
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(input.count)
    }

    /// Writes to `room`, which is not empty.
    func step(into room: UnsafeMutableRawBufferPointer) -> Step {
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room.count)
        while true {
            let status = inflate(stream, Z_NO_FLUSH)
            switch status {
            case Z_OK: hasEnded = false
            case Z_BUF_ERROR: break  // Nothing to do: all was used up before.
            case Z_STREAM_END:
                // A block may call itself the last, and others follow (RFC 7692 §7.2.3.4).
                hasEnded = true
                inflateReset(stream)
            default: return .bad
            }
            let written = room.count - Int(stream.pointee.avail_out)
            if stream.pointee.avail_out == 0 { return .full(written) }
            if stream.pointee.avail_in == 0 { return .used(written) }
            // Input is left and room too: another block behind a last one, or no way on.
            if !hasEnded { return .bad }
        }
    }

    /// Whether the input used up so far ends with a block, at a whole byte.
    ///
    /// zlib's `data_type` is the number of bits left over, and 128 between two blocks.
    var isAtBlockEnd: Bool { hasEnded || stream.pointee.data_type & 0xBF == 128 }
}
