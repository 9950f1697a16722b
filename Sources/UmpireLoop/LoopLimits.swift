/// The bounds of one loop, each with what happens when it is reached.
public enum LoopLimits {
    /// The bytes of the one buffer that all reads of a loop share; more is read in further calls.
    public static let readBufferBytes = 65_536
    /// Reads of one stream in one turn, which more than one buffer of bytes waits for; the rest
    /// waits for the next turn, so that a flooding peer cannot hold up the others.
    public static let readsPerTurn = 4
    /// Bytes that wait in one stream for the end of the turn; they go out at once when there are
    /// more.
    public static let heldBytes = 65_536
    /// Bytes that wait for one slow peer; the connection is reset when there are more. It is the
    /// last resort: who sends looks at `unsentBytes` and stops much earlier.
    public static let unsentBytes = 64 << 20
    /// Connections a listener accepts in one turn; the others wait in the kernel for the next turn.
    public static let acceptsPerTurn = 8
    /// Messages that wait in a mailbox; `send` refuses more.
    public static let mailboxMessages = 1 << 20
    /// How long a graceful close waits for the peer; then the connection is reset.
    public static let lingerMilliseconds = 2_000
    /// How long connecting may take; then it fails with "timed out".
    public static let connectMilliseconds = 10_000
    /// Bytes read and thrown away from a peer that keeps sending after our close; then reading
    /// stops, so that the kernel slows the peer down, until the close's deadline.
    public static let discardedBytes = 1 << 20
    /// How long a listener rests when the system has no descriptor or memory left.
    public static let acceptRestMilliseconds = 100
    /// The smallest memory in which bytes wait to be sent.
    static let blockBytes = 2_048
    /// Blocks of memory that a loop keeps for bytes to wait in; more are freed.
    static let spareBlocks = 512
    /// How exactly the deadlines above are kept.
    static let deadlineStepMilliseconds: UInt64 = 100
}
