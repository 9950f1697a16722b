import Testing

@testable import UmpireBots

@Suite("bots in rooms of their own")
struct GroupTests {
    @Test("the first creates, the others wait for the code and join")
    func creating() {
        var groups = RoomGroups()
        #expect(groups.task(of: 5, in: 0) == .create)
        #expect(groups.task(of: 5, in: 0) == .create, "again after a loss")
        #expect(groups.task(of: 6, in: 0) == .wait)
        #expect(groups.task(of: 7, in: 1) == .create)
        #expect(groups.opened("ABCD", by: 6, in: 0).isEmpty, "only the leader opens")
        #expect(groups.opened("ABCD", by: 5, in: 0) == [6])
        #expect(groups.task(of: 6, in: 0) == .join("ABCD"))
    }

    @Test("when the leader goes before the room is open, another one leads")
    func leaderGoes() {
        var groups = RoomGroups()
        _ = groups.task(of: 1, in: 0)
        _ = groups.task(of: 2, in: 0)
        #expect(groups.leave(1, 0) == [2])
        #expect(groups.task(of: 2, in: 0) == .create)
    }

    @Test("a room without members, or one that is gone, is not joined")
    func forgetting() {
        var groups = RoomGroups()
        _ = groups.task(of: 1, in: 0)
        _ = groups.opened("ABCD", by: 1, in: 0)
        #expect(groups.leave(1, 0).isEmpty)
        #expect(groups.task(of: 2, in: 0) == .create)
        _ = groups.opened("EFGH", by: 2, in: 0)
        groups.forgetRoom(in: 0)
        #expect(groups.task(of: 3, in: 0) == .create)
    }
}
