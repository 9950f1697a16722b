import Testing
import UmpireBasics
import UmpireHTTP
@testable import UmpireServer

@Suite("Addresses of clients")
struct AddressTests {
    @Test(
        "are read as they and as proxies write them",
        arguments: [
            ("192.0.2.7", "::ffff:192.0.2.7"), ("192.0.2.7:4711", "192.0.2.7"),
            ("[2001:db8::1]", "2001:db8::1"), ("[2001:DB8::1]:4711", "2001:db8:0::1"),
            ("::1", "0:0:0:0:0:0:0:1"),
        ])
    func spellings(left: String, right: String) throws {
        #expect(try #require(ClientAddress(left)) == #require(ClientAddress(right)))
    }

    @Test(
        "are refused when they are none",
        arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", ":", "[", "[]", "unknown"])
    func refused(text: String) {
        #expect(ClientAddress(text) == nil)
    }

    @Test("know this machine, and the network that limits count by")
    func kinds() throws {
        let four = try #require(ClientAddress("127.9.8.7"))
        #expect(four.isIPv4 && four.isLoopback && four.network == four)
        #expect(ClientAddress("128.0.0.1")?.isLoopback == false)
        #expect(ClientAddress("::1")?.isLoopback == true)
        #expect(ClientAddress("::2")?.isLoopback == false)
        let six = try #require(ClientAddress("2001:db8:1:2:3:4:5:6"))
        #expect(!six.isIPv4)
        #expect(six.network == ClientAddress("2001:db8:1:2::"))
        #expect(six.network != ClientAddress("2001:db8:1:3::"))
    }

    @Test("lie in ranges or not, to the bit")
    func ranges() throws {
        let range = try #require(AddressRange("10.20.0.0/15"))
        for (text, isInside) in [
            ("10.20.0.0", true), ("10.21.255.255", true), ("10.22.0.0", false),
            ("10.19.255.255", false), ("::1", false),
        ] {
            #expect(range.contains(try #require(ClientAddress(text))) == isInside, "\(text)")
        }
        let six = try #require(AddressRange("2001:db8::/65"))
        #expect(six.contains(try #require(ClientAddress("2001:db8::7fff:0:0:1"))))
        #expect(!six.contains(try #require(ClientAddress("2001:db8::8000:0:0:1"))))
        #expect(
            try #require(AddressRange("0.0.0.0/0")).contains(#require(ClientAddress("9.9.9.9"))))
        for text in ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "/8", "x", "2001:db8::/129"] {
            #expect(AddressRange(text) == nil, "\(text)")
        }
    }

    private func client(_ proxies: [String], _ peer: String, _ hops: [String]) throws -> String {
        let fields = hops.map { HeaderField("x-forwarded-for", $0) }
        let head = RequestHead(
            method: .get, target: "/play", path: "/play", query: nil,
            headers: HeaderFields(fields))
        let address = try TrustedProxies(proxies).client(
            of: head, from: #require(ClientAddress(peer)))
        let known = ["1.1.1.1", "2.2.2.2", "3.3.3.3", "10.0.0.1", "10.0.0.2"]
        return known.first { ClientAddress($0) == address } ?? "?"
    }

    @Test("are taken from X-Forwarded-For only when a listed proxy says so: the last stranger")
    func forwarded() throws {
        #expect(try client([], "1.1.1.1", ["2.2.2.2"]) == "1.1.1.1")
        #expect(try client(["10.0.0.0/8"], "1.1.1.1", ["2.2.2.2"]) == "1.1.1.1")
        #expect(try client(["10.0.0.0/8"], "10.0.0.1", ["2.2.2.2"]) == "2.2.2.2")
        #expect(try client(["10.0.0.0/8"], "10.0.0.1", ["3.3.3.3, 2.2.2.2"]) == "2.2.2.2")
        #expect(
            try client(["10.0.0.0/8"], "10.0.0.1", ["3.3.3.3 ,\t2.2.2.2, 10.0.0.2"]) == "2.2.2.2")
        #expect(try client(["10.0.0.0/8"], "10.0.0.1", ["3.3.3.3", "2.2.2.2"]) == "2.2.2.2")
        #expect(try client(["10.0.0.0/8"], "10.0.0.1", []) == "10.0.0.1")
        #expect(try client(["10.0.0.0/8"], "10.0.0.1", ["2.2.2.2, junk"]) == "10.0.0.1")
        #expect(try client(["10.0.0.0/8"], "10.0.0.1", ["junk, 10.0.0.2"]) == "10.0.0.2")
        #expect(throws: ServerError.self) { try TrustedProxies(["10.0.0.0/99"]) }
    }
}

@Suite("Origins of pages")
struct AllowedOriginsTests {
    @Test("are all allowed when none is listed, and so are clients that name none")
    func open() throws {
        #expect(try AllowedOrigins([]).allows("https://anywhere.example"))
        #expect(try AllowedOrigins(["https://good.example"]).allows(nil))
    }

    @Test(
        "are the listed ones in any spelling, and nothing that looks like them",
        arguments: [
            ("https://good.example", true), ("HTTPS://GOOD.example", true),
            ("https://good.example:443", true), ("http://good.example", false),
            ("https://good.example:444", false), ("null", false), ("", false),
            ("https://good.example.evil.example", false), ("https://evilgood.example", false),
            ("https://good.example@evil.example", false), ("https://good.example/", false),
            ("good.example", false), ("https://", false), ("://good.example", false),
            ("https://good.example evil", false), ("http://local.example:8080", true),
            ("http://local.example", false),
        ])
    func listed(origin: String, isAllowed: Bool) throws {
        let origins = try AllowedOrigins(["https://Good.example", "http://local.example:8080"])
        #expect(origins.allows(origin) == isAllowed)
    }

    @Test("that are none are refused at the start", arguments: ["*", "null", "good.example", ""])
    func bad(text: String) {
        #expect(throws: ServerError.self) { try AllowedOrigins([text]) }
    }
}

@Suite("Accounts of addresses")
struct AddressAccountsTests {
    private let start = Instant(nanoseconds: 1_000_000_000)

    @Test("are one for a network, none for this machine, and forgotten when nobody uses them")
    func lifetime() throws {
        var limits = AddressLimits()
        limits.connections = 2
        var accounts = AddressAccounts(limits)
        let here = try #require(ClientAddress("127.0.0.1"))
        #expect(accounts.account(of: here, at: start) == nil)
        let one = try #require(ClientAddress("2001:db8::1"))
        let other = try #require(ClientAddress("2001:db8::2"))
        let found = accounts.account(of: one, at: start)
        let account = try #require(found)
        #expect(accounts.account(of: other, at: start) === account)
        account.connections = 2
        #expect(!accounts.hasRoom(account))
        accounts.left(one.network)
        #expect(accounts.hasRoom(account))
        accounts.forget(at: start.advanced(byMilliseconds: 100_000))
        #expect(accounts.count == 1)
        accounts.left(one.network)
        accounts.forget(at: start.advanced(byMilliseconds: 59_000))
        #expect(accounts.count == 1)
        accounts.forget(at: start.advanced(byMilliseconds: 60_000))
        #expect(accounts.count == 0)
    }

    @Test("have ten wrong room codes a minute")
    func roomCodes() throws {
        var limits = AddressLimits()
        limits.includesLoopback = true
        var accounts = AddressAccounts(limits)
        let address = try #require(ClientAddress("127.0.0.1"))
        let found = accounts.account(of: address, at: start)
        let account = try #require(found)
        for _ in 0..<10 { #expect(account.takeRoomCode(at: start)) }
        #expect(!account.takeRoomCode(at: start))
        let soon = start.advanced(byMilliseconds: 6_000)
        #expect(account.takeRoomCode(at: soon))
        #expect(!account.takeRoomCode(at: soon))
    }
}
