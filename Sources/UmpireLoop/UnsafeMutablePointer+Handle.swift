internal import CLibuv

// libuv's handles begin with the fields of uv_handle_t: the cast that its C macros hide.
extension UnsafeMutablePointer {
    var asHandle: UnsafeMutablePointer<uv_handle_t> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: uv_handle_t.self)
    }
}

/// Keeps `owner` alive until `releaseOwner` is called, from the handle's close callback.
func retainOwner(_ owner: AnyObject, in handle: UnsafeMutablePointer<uv_handle_t>) {
    handle.pointee.data = Unmanaged.passRetained(owner).toOpaque()
}

/// Gives back the reference that `retainOwner` took; the caller holds the object from here.
func releaseOwner<Owner: AnyObject>(
    _: Owner.Type, of handle: UnsafeMutablePointer<uv_handle_t>
) -> Owner? {
    guard let data = handle.pointee.data else { return nil }
    handle.pointee.data = nil
    return Unmanaged<Owner>.fromOpaque(data).takeRetainedValue()
}
