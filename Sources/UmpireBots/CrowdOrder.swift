package import UmpireNetwork
package import UmpireProtocol

/// What whoever drives a crowd must do, in order; `bot` is a slot, used again after its bot has
/// gone.
package enum CrowdOrder: Equatable, Sendable {
    /// Open a new connection, whose way is like this.
    indirect case open(bot: Int, NetworkProfile)
    /// Send a text frame with these bytes of the orders.
    case text(bot: Int, Range<Int>)
    /// Send a binary frame with these bytes of the orders.
    case binary(bot: Int, Range<Int>)
    /// Put these bytes of the orders on the wire as they are, broken frames that they may be.
    case raw(bot: Int, Range<Int>)
    /// Say the code and close; what still comes from that connection is nobody's.
    case close(bot: Int, CloseCode)
    /// Break the connection; what still comes from it is nobody's, but after `.stopReading`: then
    /// the connection goes on, and nothing is read from now on.
    case cut(bot: Int, Cut)
    /// Read again.
    case read(bot: Int)
}
