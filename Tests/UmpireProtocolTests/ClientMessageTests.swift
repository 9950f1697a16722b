import Testing
import UmpireBasics
import UmpireProtocol

@Suite("messages from a client")
struct ClientMessageTests {
    @Test(
        "every message that is written is read as itself",
        arguments: [
            .hello(ClientMessage.Hello()),
            .hello(
                ClientMessage.Hello(
                    version: 7, name: "Zoë 😀 \"the\" \\", schemaHash: "00ff", resume: "abc")),
            .quickMatch, .list, .create(isPrivate: false, seats: nil),
            .create(isPrivate: true, seats: 4), .join(room: "ABCD"), .spectate(room: "XYZ9"),
            .leave,
            .resync(ResyncRequest(tick: Tick(7), viewHash: .max, reason: .hash)),
            .resync(ResyncRequest(tick: Tick(.max), reason: .decode)),
            .resync(ResyncRequest(tick: .zero, viewHash: 0, reason: .baseline)),
            .rematch, .ping(id: -3), .ping(id: 9_007_199_254_740_991),
        ] as [ClientMessage])
    func roundTrip(_ original: ClientMessage) throws {
        var bytes: [UInt8] = []
        original.write(into: &bytes)
        #expect(try ClientMessage(parsing: bytes.span) == original)
    }

    @Test("hello is written as the protocol shows it")
    func goldenHello() {
        var bytes: [UInt8] = []
        ClientMessage.hello(.init(name: "Ann", schemaHash: "0123456789abcdef", resume: "t"))
            .write(into: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"type":"hello","protocol":1,"name":"Ann","#
                + #""schemaHash":"0123456789abcdef","resume":"t"}"#
        )
    }

    @Test("resync is written as the protocol shows it")
    func goldenResync() {
        var bytes: [UInt8] = []
        let request = ResyncRequest(tick: Tick(480), viewHash: 3_735_928_559, reason: .hash)
        ClientMessage.resync(request).write(into: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"type":"resync","tick":480,"viewHash":3735928559,"reason":"hash"}"#)
    }

    @Test("members that are not known, null or absent take the defaults")
    func defaults() throws {
        #expect(try message(#"{"type":"create"}"#) == .create(isPrivate: false, seats: nil))
        #expect(
            try message(#"{"type":"create","private":null,"seats":null,"x":{"y":[]}}"#)
                == .create(isPrivate: false, seats: nil))
        #expect(
            try message(#"{"future":[1],"protocol":1,"name":null,"type":"hello"}"#)
                == .hello(ClientMessage.Hello()))
    }

    @Test("a room code counts in capitals")
    func roomCodes() throws {
        #expect(try message(#"{"type":"join","room":"abcd"}"#) == .join(room: "ABCD"))
        #expect(try message(#"{"type":"spectate","room":"aBc9"}"#) == .spectate(room: "ABC9"))
    }

    @Test(
        "what is wrong is said by a code, with the type of the message",
        arguments: [
            ("nonsense", "", .badJSON), ("[]", "", .badJSON), ("{}", "", .badMessage),
            (#"{"type":1}"#, "", .badMessage), (#"{"type":null}"#, "", .badMessage),
            (#"{"type":""}"#, "", .unknownType), (#"{"type":"Hello"}"#, "Hello", .unknownType),
            (#"{"type":"fly"}"#, "fly", .unknownType),
            (#"{"type":"welcome"}"#, "welcome", .unknownType),
            (#"{"type":"hello"}"#, "hello", .badMessage),
            (#"{"type":"hello","protocol":"1"}"#, "hello", .badMessage),
            (#"{"type":"hello","protocol":1.5}"#, "hello", .badMessage),
            (#"{"type":"hello","protocol":9007199254740993}"#, "hello", .badMessage),
            (#"{"type":"hello","protocol":1,"name":7}"#, "hello", .badMessage),
            (#"{"type":"hello","protocol":1,"name":["x"]}"#, "hello", .badMessage),
            (#"{"type":"hello","protocol":1,"resume":true}"#, "hello", .badMessage),
            (
                #"{"type":"hello","protocol":1,"schemaHash":"01234567890abcdef"}"#, "hello",
                .badMessage
            ),
            (#"{"type":"create","private":1}"#, "create", .badMessage),
            (#"{"type":"create","seats":"4"}"#, "create", .badMessage),
            (#"{"type":"create","seats":1e9}"#, "create", .badMessage),
            (#"{"type":"join"}"#, "join", .badMessage),
            (#"{"type":"join","room":1234}"#, "join", .badMessage),
            (#"{"type":"join","room":"ABCDEFGHIJKLMNOPQ"}"#, "join", .badMessage),
            (#"{"type":"spectate"}"#, "spectate", .badMessage),
            (#"{"type":"ping"}"#, "ping", .badMessage),
            (#"{"type":"ping","id":"1"}"#, "ping", .badMessage),
            (#"{"type":"ping","id":null}"#, "ping", .badMessage),
            (#"{"type":"resync"}"#, "resync", .badMessage),
            (#"{"type":"resync","tick":1}"#, "resync", .badMessage),
            (#"{"type":"resync","reason":"hash"}"#, "resync", .badMessage),
            (#"{"type":"resync","tick":-1,"reason":"hash"}"#, "resync", .badMessage),
            (#"{"type":"resync","tick":4294967296,"reason":"hash"}"#, "resync", .badMessage),
            (#"{"type":"resync","tick":"1","reason":"hash"}"#, "resync", .badMessage),
            (#"{"type":"resync","tick":1,"reason":"Hash"}"#, "resync", .badMessage),
            (#"{"type":"resync","tick":1,"reason":7}"#, "resync", .badMessage),
            (
                #"{"type":"resync","tick":1,"reason":"hash","viewHash":4294967296}"#, "resync",
                .badMessage
            ),
        ] as [(String, String, Refusal.Code)])
    func refusals(_ text: String, _ type: String, _ code: Refusal.Code) {
        let refused = refusal(text)
        #expect(refused?.message == type)
        #expect(refused?.code == code)
        #expect(refused?.remedy.isEmpty == false)
    }

    @Test("a refusal quotes at most 24 characters of a strange type")
    func longTypes() {
        let refused = refusal("{\"type\":\"\(String(repeating: "x", count: 4_000))\"}")
        #expect(refused?.message.count == 24)
        #expect((refused?.remedy.count ?? 0) < 100)
    }

    @Test("a refusal of a hostile type is a message on one line")
    func hostileTypes() throws {
        let refused = try #require(refusal(#"{"type":"a\n\u0000\u001b[31m\"b"}"#))
        let text = json(.refused(refused))
        #expect(text.utf8.allSatisfy { $0 >= 0x20 })
        #expect(try serverMessage(text) == .refused(refused))
    }
}
