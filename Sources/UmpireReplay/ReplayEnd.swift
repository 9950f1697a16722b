public import UmpireGame
import UmpireBasics

/// What a recording says after the last tick.
public struct ReplayEnd: Equatable, Sendable {
    /// The state hash after the last step; 0 when there was none.
    public let finalHash: UInt64
    /// The game's verdict; nil when the match was broken off.
    public let verdict: Verdict?

    func append(to bytes: inout [UInt8]) {
        bytes.append(littleEndian: finalHash)
        guard let verdict else { return bytes.append(0) }
        let ranking = verdict.ranking.prefix(Limits.playersPerMatch)
        bytes.append(1)
        bytes.append(UInt8(truncatingIfNeeded: ranking.count))
        for placement in ranking {
            bytes.append(placement.player.rawValue)
            bytes.append(littleEndian: Int64(placement.score))
        }
        let reason = ReplayFormat.kept(verdict.reason).utf8
        bytes.append(littleEndian: UInt16(truncatingIfNeeded: reason.count))
        bytes.append(contentsOf: reason)
    }
}

extension ReplayEnd {
    /// Reads the body of an end record; nil when it is not exactly one.
    init?(body: ArraySlice<UInt8>) {
        var cursor = ByteCursor(body)
        guard let finalHash: UInt64 = cursor.number(), let hasVerdict: UInt8 = cursor.number(),
            hasVerdict <= 1
        else { return nil }
        var verdict: Verdict?
        if hasVerdict == 1 {
            guard let read = ReplayEnd.readVerdict(&cursor) else { return nil }
            verdict = read
        }
        guard cursor.remaining == 0 else { return nil }
        self.finalHash = finalHash
        self.verdict = verdict
    }

    private static func readVerdict(_ cursor: inout ByteCursor) -> Verdict? {
        guard let count: UInt8 = cursor.number(), count <= Limits.playersPerMatch else {
            return nil
        }
        var ranking: [Verdict.Placement] = []
        for _ in 0..<count {
            guard let player: UInt8 = cursor.number(), let score: Int64 = cursor.number() else {
                return nil
            }
            ranking.append(Verdict.Placement(PlayerID(player), score: Int(score)))
        }
        guard let length: UInt16 = cursor.number(), Int(length) <= ReplayFormat.maxReasonBytes,
            let reason = cursor.text(byteCount: Int(length))
        else { return nil }
        return Verdict(ranking, reason: reason)
    }
}
