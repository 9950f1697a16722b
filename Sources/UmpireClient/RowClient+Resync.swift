import UmpireBasics
import UmpireProtocol
import UmpireState

// A client that lost the server's state asks for a keyframe, and returns when that does not help.

extension RowClient {
    /// Whether a frame is left aside because only a keyframe is of use.
    mutating func isUseless(_ bytes: RawSpan, at now: Instant) -> Bool {
        guard let request = keyframeWait.request else { return false }
        if SnapshotFrame(parsing: bytes)?.head.age == 0 { return false }
        if keyframeWait.isOverdue(at: now) { askForKeyframe(request, at: now) }
        return true
    }

    /// A frame could not be taken.
    mutating func failed(_ fault: MirrorFault, _ bytes: RawSpan, at now: Instant) {
        happenings.append(.faulty(fault))
        let tick = SnapshotFrame(parsing: bytes)?.head.tick ?? .zero
        askForKeyframe(fault.request(at: tick), at: now)
    }

    /// The server did not obey: no keyframe comes.
    mutating func refusedKeyframe(at now: Instant) {
        if keyframeWait.request != nil, !isLeaving { abandon(at: now) }
    }

    private mutating func askForKeyframe(_ request: ResyncRequest, at now: Instant) {
        guard keyframeWait.begin(request, at: now) else { return abandon(at: now) }
        // Behind `leave` it would come from nobody.
        if !isLeaving { output.send(.resync(request)) }
    }
}

extension MirrorFault {
    /// What the server is told of a fault in the frame of `tick`.
    fileprivate func request(at tick: Tick) -> ResyncRequest {
        switch self {
        case .notASnapshot, .undecodable: ResyncRequest(tick: tick, reason: .decode)
        case .unknownBaseline, .unknownEpoch: ResyncRequest(tick: tick, reason: .baseline)
        case .differentState(_, _, let computed):
            ResyncRequest(tick: tick, viewHash: computed, reason: .hash)
        }
    }
}
