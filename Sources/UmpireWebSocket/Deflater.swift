import CZlib
import UmpireBasics

/// zlib's raw DEFLATE (RFC 1951) with one window size, one message after the other.
///
/// A class, because zlib keeps the address of the stream.
final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>

    init(windowBits: UInt8) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        require(
            umpire_deflate_start(stream, Int32(windowBits)) == Z_OK,
            "zlib has memory for a deflater of \(windowBits) bits")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compresses a whole message, without the four bytes that every message ends with
    /// (RFC 7692 §7.2.1).
    ///
    /// - Returns: the bytes written, or nil if `room` is too small for them and these four.
    func compress(
        _ payload: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) -> Int? {
        stream.pointee.next_in = payload.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(payload.count)
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room.count)
        let status = deflate(stream, Z_SYNC_FLUSH)
        let left = Int(stream.pointee.avail_out)
        deflateReset(stream)
        // A room that is just full may hold all, or not the end.
        guard status == Z_OK, left > 0 else { return nil }
        return room.count - left - Deflation.tail.count
    }
}
