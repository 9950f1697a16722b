import Testing
import UmpireProtocol

@testable import UmpireClient

@Suite("whether to come back")
struct ReturnRuleTests {
    @Test(
        "each close code has its answer",
        arguments: [
            (1000, .never), (1001, .later), (1002, .never), (1003, .never), (1006, .backOff),
            (1007, .never), (1008, .never), (1009, .never), (1011, .backOff), (1012, .atOnce),
            (1013, .later), (4403, .afresh), (4408, .backOff), (4409, .never), (4422, .never),
            (4426, .never), (4429, .later), (4430, .backOff), (4500, .afresh),
            (nil, .backOff),
        ] as [(UInt16?, ReturnRule)])
    func rules(_ code: UInt16?, _ rule: ReturnRule) {
        #expect(ReturnRule(closeCode: code) == rule)
    }

    @Test("a client that spoke wrongly, or left, does not hammer the server")
    func servers() {
        let final = CloseCode.allCases.filter { ReturnRule(closeCode: $0.rawValue) == .never }
        #expect(
            final == [
                .normal, .protocolError, .wrongType, .badUTF8, .policy, .tooBig, .superseded,
                .invalidInput, .updateNeeded,
            ])
    }
}
