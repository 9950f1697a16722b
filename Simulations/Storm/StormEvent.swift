import UmpireBasics

/// What is due in a storm.
enum StormEvent {
    /// Bytes arrive at the server, or at the client.
    case up(Int)
    case down(Int)
    /// A connection is open for the server, then for the client; or it cannot be opened.
    case serverOpen(Int)
    case clientOpen(Int)
    case refused(Int)
    /// A client's next input or look around.
    case client(Int)
    /// A client that is over makes way for somebody new.
    case newcomer(Int)
    /// A stranger has seen enough.
    case strangerLeaves(Int)
    /// A client reads again.
    case read(Int)
    case fault(FaultKind)
    case healDisk
    case restart
    /// For a canary: the server hears late of a break.
    case lateClose(Int)
    /// The faults stop.
    case calm
}
