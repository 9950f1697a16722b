import Testing
import UmpireBasics
import UmpireProtocol

@Suite("effects")
struct EffectsTests {
    @Test("a message to several connections is written once and shared")
    func sharing() {
        var effects = Effects()
        effects.send(.left, to: ConnectionID(1))
        effects.send(.pong(id: 1, tick: .zero), toAll: [ConnectionID(2), ConnectionID(3)])
        guard case .text(_, let first)? = effects.list.first,
            case .text(_, let second) = effects.list[1],
            case .text(let last, let third) = effects.list[2]
        else {
            Issue.record("three texts")
            return
        }
        #expect(first.start == 0)
        #expect(second.start == first.count)
        #expect(second == third)
        #expect(last == ConnectionID(3))
        #expect(effects.bytes.count == first.count + second.count)
        effects.removeAll()
        #expect(effects.isEmpty && effects.bytes.isEmpty)
    }

    @Test("a close frame has room for every reason", arguments: CloseCode.allCases)
    func reasons(_ code: CloseCode) {
        #expect(code.reason.utf8.count <= 123)
        #expect(!code.reason.isEmpty)
    }
}
