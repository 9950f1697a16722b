internal import CLibuv

/// Why a connection ended.
public enum StreamEnd: Hashable, Sendable {
    /// The peer ended its half (FIN); what it sent before was received.
    case peerClosed
    /// The connection broke (RST, or a network failure), with the negative `errno`.
    case reset(code: Int32)
    /// The peer stopped acknowledging: `TCP_USER_TIMEOUT` or keep-alive ran out.
    case timedOut
    /// More than `LoopLimits.unsentBytes` waited for a peer that does not read.
    case unsentOverflow
    /// `close` or `reset` was called here.
    case closedByUs
    /// It was never established, with the negative `errno`.
    case connectFailed(code: Int32)
    /// The loop stopped.
    case loopStopped
    /// It goes on elsewhere: `handOver` was called.
    case handedOver

    /// The reason behind a failed read or write.
    init(status: Int32) {
        switch status {
        case UV_EOF.rawValue: self = .peerClosed
        case UV_ETIMEDOUT.rawValue: self = .timedOut
        default: self = .reset(code: status)
        }
    }
}

extension StreamEnd: CustomStringConvertible {
    /// The reason in a few words, for logs.
    public var description: String {
        switch self {
        case .peerClosed: "closed by the peer"
        case .reset(let code): "broken: \(systemMessage(code))"
        case .timedOut: "the peer stopped answering"
        case .unsentOverflow: "the peer read too slowly"
        case .closedByUs: "closed by us"
        case .connectFailed(let code): "could not connect: \(systemMessage(code))"
        case .loopStopped: "the loop stopped"
        case .handedOver: "handed over to another loop"
        }
    }
}
