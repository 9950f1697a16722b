import UmpireTLS

/// The buffers that all TLS connections of a loop share: nothing in them outlives a call.
final class SecureScratch {
    let plaintext: UnsafeMutableRawBufferPointer
    let gathered: UnsafeMutableRawBufferPointer

    init() {
        plaintext = .allocate(byteCount: TLSSession.recordBytes, alignment: 16)
        gathered = .allocate(byteCount: TLSSession.recordBytes, alignment: 16)
    }

    deinit {
        plaintext.deallocate()
        gathered.deallocate()
    }
}
