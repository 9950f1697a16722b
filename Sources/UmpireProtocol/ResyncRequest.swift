public import UmpireBasics

/// What a client says that lost the server's state, when it asks for a keyframe.
public struct ResyncRequest: Equatable, Sendable {
    /// Why a client cannot go on from what it holds.
    public enum Reason: String, Sendable, CaseIterable {
        /// Its state has another hash than the server's.
        case hash
        /// The frame's bits do not give a state.
        case decode
        /// The frame is a change of a snapshot that it does not hold.
        case baseline
    }

    /// The tick of the frame at fault; 0 when not even that could be read.
    public var tick: Tick
    /// The hash that the client computed, for `hash`.
    public var viewHash: UInt32?
    /// Why it asks.
    public var reason: Reason

    /// A request with these values.
    public init(tick: Tick, viewHash: UInt32? = nil, reason: Reason) {
        self.tick = tick
        self.viewHash = viewHash
        self.reason = reason
    }
}

extension ResyncRequest {
    init(_ members: MemberReader) throws(Refusal) {
        guard let tick = try members.unsigned("tick") else {
            throw members.wrong("tick", "an integer")
        }
        let name = try members.string("reason", maxCharacters: 16)
        guard let reason = name.flatMap(Reason.init) else {
            throw members.wrong("reason", "\"hash\", \"decode\" or \"baseline\"")
        }
        self.init(tick: Tick(tick), viewHash: try members.unsigned("viewHash"), reason: reason)
    }

    func write(into writer: inout JSONWriter) {
        writer.member("tick", Int(tick.rawValue))
        if let viewHash { writer.member("viewHash", Int(viewHash)) }
        writer.member("reason", reason.rawValue)
    }
}
