import UmpireBasics

/// What one address may do; of an IPv6 address the first 64 bits count.
struct AddressLimits: Sendable {
    /// Connections at once, over all loops; one more is refused: closed at once, or 503 when a
    /// proxy names the address.
    var connections = 1_000
    /// WebSockets opened; then 429.
    var handshakes = TokenRate(rate: 100, burst: 1_000)
    /// Messages and control frames on one loop; then 4429.
    var messages = TokenRate(rate: 50_000, burst: 100_000)
    /// Bytes on one loop; then 4429.
    var bytes = TokenRate(rate: 8 << 20, burst: 32 << 20)
    /// Room codes that nobody has; then 4429.
    var roomCodes = TokenRate(perMinute: 10, burst: 10)
    /// Whether the addresses of this machine itself are bounded too.
    var includesLoopback = false
}
