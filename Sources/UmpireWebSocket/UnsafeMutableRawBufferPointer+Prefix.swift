extension UnsafeMutableRawBufferPointer {
    /// Cuts `count` bytes off the front and returns them; `count` is at most `self.count`.
    mutating func takePrefix(_ count: Int) -> UnsafeMutableRawBufferPointer {
        let prefix = UnsafeMutableRawBufferPointer(rebasing: self[..<count])
        self = UnsafeMutableRawBufferPointer(rebasing: self[count...])
        return prefix
    }
}
