public import UmpireNetwork

/// Something that happens to the server, or to all connections, at a time.
public struct Chaos: Equatable, Sendable {
    /// Seconds from the start.
    public var atSeconds: Double
    /// What happens.
    public var kind: Kind

    /// `kind` at `atSeconds`.
    public init(atSeconds: Double, kind: Kind) {
        self.atSeconds = atSeconds
        self.kind = kind
    }

    /// What can happen.
    public enum Kind: Equatable, Sendable {
        /// The server says goodbye to everybody with 1012 and begins anew, as in a deploy.
        case drain
        /// The server's loops stand still for so many milliseconds.
        case pause(milliseconds: Double)
        /// The server dies without a word and begins anew.
        case kill
        /// The server's clock is suddenly ahead by so many milliseconds.
        case clockJump(milliseconds: Double)
        /// This share of all connections breaks at once.
        case cut(share: Double, Cut)
    }

    /// Whether only whoever runs the server can do it.
    public var needsOwnServer: Bool {
        if case .cut = kind { false } else { true }
    }
}
