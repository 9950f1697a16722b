import UmpireBasics
import UmpireProtocol
import UmpireState

// What clients are sent that cannot be sent all of a snapshot.

extension SnapshotSender {
    /// How often a choice that takes too many bytes is made smaller before the least is tried.
    private static let tries = 3
    /// Bytes from which it is worth looking what fits.
    private static let leastBytes = 24

    /// A member shares encodings again, or is gone; its mirror is free.
    mutating func endMirror(of member: inout Member) {
        guard let slot = member.mirror else { return }
        member.mirror = nil
        freeMirrors.append(slot)
    }

    /// Checks that each mirror is one member's, or free.
    ///
    /// Mutating, so that a room looks at it where it is.
    mutating func checkMirrors(of members: [Member]) throws(BrokenInvariant) {
        let used = members.compactMap(\.mirror) + freeMirrors
        guard used.sorted() == Array(mirrors.indices), !mirrors.contains(where: { $0 == nil })
        else { throw BrokenInvariant("a mirror is nobody's, or somebody's twice") }
    }

    /// What a member holds is unknown: its next snapshot is a keyframe.
    mutating func forgetMirror(of member: Member) {
        if let slot = member.mirror { mirrors[slot]?.forget() }
    }

    /// Gives a member a mirror that holds what it was sent last.
    mutating func beginMirror(
        of member: inout Member, _ view: Int, _ base: BaselineAges, at tick: Tick
    ) {
        let slot = freeMirrors.popLast() ?? mirrors.count
        if slot == mirrors.count { mirrors.append(nil) }
        var mirror = mirrors[slot] ?? ClientMirror(blank)
        mirrors[slot] = nil
        mirror.begin(at: tick)
        if base.baseline > 0 {
            views[view].withSnapshots(at: tick, base, blank: blank) { _, baseline, predecessor in
                mirror.hold(baseline, before: predecessor)
            }
        }
        mirrors[slot] = mirror
        member.mirror = slot
    }

    /// The body for a member with a mirror: the rows that it waits for most, as many as its
    /// allowance takes.
    mutating func ownBody(
        for member: inout Member, _ view: Int, at tick: Tick, into effects: inout Effects,
        _ weigh: Weigh
    ) -> ByteRange? {
        let isFull = member.allowance.isFull(at: tick)
        let available = member.allowance.available(at: tick) ?? .max
        guard let slot = member.mirror, isFull || available >= SnapshotSender.leastBytes,
            var mirror = mirrors[slot]
        else { return nil }
        // Taken out and put back, so that its arrays are not copied.
        mirrors[slot] = nil
        defer { mirrors[slot] = mirror }
        mirror.forgetIfOld(blank, at: tick)
        gather(into: &mirror, view, at: tick, weigh)
        let limit = available == .max ? available : available - SnapshotSender.frameBytes
        var bytes = writeFitting(&mirror, view, for: member.player, limit: limit, at: tick)
        // When the bucket is full, waiting would not help: the least is sent, and owed.
        guard bytes <= limit || isFull else { return nil }
        let range = frames.emit(into: &effects)
        if takesSample() { keep(range, mirror, at: tick, in: effects) }
        bytes += SnapshotSender.frameBytes
        if mirror.urgency.chosen == mirror.urgency.count {
            // It holds what all hold; but what it held before is its own.
            member.noteSent(bytes, at: tick)
            member.sentBefore = nil
            endMirror(of: &member)
        } else {
            mirror.rotate(at: tick, bytes: bytes)
            member.noteSent(bytes, at: tick)
        }
        return range
    }

    private mutating func gather(
        into mirror: inout ClientMirror, _ view: Int, at tick: Tick, _ weigh: Weigh
    ) {
        weights.removeAll(keepingCapacity: true)
        let viewer = views[view].viewer
        _ = views[view].withSnapshot(age: 0, at: tick) { now in
            weigh(viewer, now, &weights)
            mirror.gather(now, weights: weights, at: tick)
        }
    }

    /// Writes as many rows as `limit` bytes take by what rows took until now, then fewer, and in
    /// the end one alone; returns the bytes of what was written last.
    private mutating func writeFitting(
        _ mirror: inout ClientMirror, _ view: Int, for player: PlayerID?, limit: Int,
        at tick: Tick
    ) -> Int {
        var most = mirror.estimate(limit)
        for _ in 0..<SnapshotSender.tries {
            mirror.urgency.choose(upTo: most)
            let chosen = mirror.urgency.chosen
            let bytes = write(&mirror, view, for: player, at: tick)
            if bytes <= limit || chosen <= 1 { return bytes }
            // A tenth less than in proportion: the head, scalars and cues do not shrink.
            most = max(1, min(chosen - 1, chosen * max(0, limit) / bytes * 9 / 10))
            mirror.urgency.giveBack(downTo: most)
        }
        mirror.urgency.giveBack(downTo: 1)
        return write(&mirror, view, for: player, at: tick)
    }

    /// Writes the rows that are chosen, and returns the bytes of the body.
    private mutating func write(
        _ mirror: inout ClientMirror, _ view: Int, for player: PlayerID?, at tick: Tick
    ) -> Int {
        let frame = mirror.frame(at: tick)
        let isAll = mirror.urgency.chosen == mirror.urgency.count
        var bytes = 0
        _ = views[view].withSnapshot(age: 0, at: tick) { now in
            if isAll {
                bytes = frames.write(
                    frame, for: player, now, against: mirror.held,
                    predecessor: mirror.predecessor(at: tick))
            } else {
                mirror.choose(of: now)
                bytes = frames.write(
                    frame, for: player, mirror.next, against: mirror.held,
                    predecessor: mirror.predecessor(at: tick))
            }
        }
        return bytes
    }
}
