import Testing
import UmpireProtocol

@Suite("JSON objects")
struct JSONObjectTests {
    @Test("members are found by name, whatever the space around them")
    func findsMembers() throws {
        let object = try members(
            " {\t\"a\" : 1 ,\r\n\"b\":\"x\",\"c\":true,\"d\":false,\"e\":null,"
                + "\"f\":1.5,\"g\":[],\"h\":{}} "
        )
        #expect(object["a"] == .integer(1))
        #expect(object["b"] == .string("x"))
        #expect(object["c"] == .bool(true))
        #expect(object["d"] == .bool(false))
        #expect(object["e"] == .null)
        #expect(object["f"] == .number)
        #expect(object["g"] == .nested)
        #expect(object["h"] == .nested)
        #expect(object["i"] == nil)
    }

    @Test("an empty object has no members")
    func empty() throws {
        #expect(try members("{}")["type"] == nil)
        #expect(try members(" { } ")["type"] == nil)
    }

    @Test("escapes become the characters they stand for")
    func escapes() throws {
        let object = try members(#"{"a":"\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00"}"#)
        #expect(object["a"] == .string("\"\\/\u{8}\u{c}\n\r\tAé😀"))
    }

    @Test("an escaped name is the same name")
    func escapedNames() throws {
        #expect(try members(#"{"\u0061":1}"#)["a"] == .integer(1))
    }

    @Test(
        "whole numbers up to 2^53 - 1 are integers, others are numbers without a value",
        arguments: [
            ("0", JSONObject.Value.integer(0)), ("-0", .integer(0)), ("-17", .integer(-17)),
            ("9007199254740991", .integer(9_007_199_254_740_991)),
            ("-9007199254740991", .integer(-9_007_199_254_740_991)),
            ("9007199254740992", .number), ("-9007199254740992", .number),
            ("99999999999999999999999999", .number), ("1.0", .number), ("1e3", .number),
            ("1E+3", .number), ("1.25e-300", .number), ("1e999", .number),
        ])
    func numbers(_ text: String, _ value: JSONObject.Value) throws {
        #expect(try members("{\"a\":\(text)}")["a"] == value)
    }

    @Test("nested values are checked and skipped, in any combination")
    func nested() throws {
        let object = try members(
            #"{"a":[1,[],{},{"x":[true,{"y":null}]},"]}"],"b":{"c":{"d":[[[]]]},"e":2},"z":3}"#)
        #expect(object["a"] == .nested)
        #expect(object["b"] == .nested)
        #expect(object["c"] == nil)
        #expect(object["z"] == .integer(3))
    }

    @Test("a name may come once")
    func duplicates() {
        #expect(throws: JSONError.duplicateMember("a")) { try members(#"{"a":1,"a":1}"#) }
        #expect(throws: JSONError.duplicateMember("a")) { try members(#"{"a":1,"\u0061":2}"#) }
    }
}
