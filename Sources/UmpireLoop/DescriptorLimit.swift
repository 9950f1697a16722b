internal import CUmpireLoop

/// How many sockets and files the process may have open.
public enum DescriptorLimit {
    /// Raises the soft limit of descriptors (`RLIMIT_NOFILE`) to the hard one, for the whole
    /// process, and returns what it is now. Every connection costs one descriptor.
    @discardableResult
    public static func raise() -> Int {
        max(Int(umpire_raise_descriptor_limit()), 0)
    }
}
