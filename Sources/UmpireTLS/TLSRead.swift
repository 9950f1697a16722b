/// What became of ciphertext.
public enum TLSRead: Hashable, Sendable {
    /// So many bytes of plaintext are there, at least one; ask again for more.
    case bytes(Int)
    /// All ciphertext was taken in and no plaintext is left; ask again when more comes.
    case needsMore
    /// The peer said that nothing follows; what does is not read.
    case closed
}
