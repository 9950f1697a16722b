import Testing
import UmpireBots

@Suite("server addresses")
struct ServerAddressTests {
    @Test(
        "host, port and path are read; the last two have defaults",
        arguments: [
            ("ws://localhost:7777/play", "localhost", 7777, "/play"),
            ("localhost:7777", "localhost", 7777, "/play"),
            ("example.org", "example.org", 80, "/play"),
            ("http://10.0.0.1/", "10.0.0.1", 80, "/play"),
            ("ws://[::1]:9/x?y=1", "::1", 9, "/x?y=1"),
            ("[fe80::1]", "fe80::1", 80, "/play"),
            ("wss://example.org", "example.org", 443, "/play"),
            ("https://[::1]/x", "::1", 443, "/x"),
            ("wss://example.org:7443", "example.org", 7443, "/play"),
        ])
    func reading(_ text: String, _ host: String, _ port: Int, _ path: String) {
        let address = ServerAddress(text)
        #expect(address?.host == host)
        #expect(address?.port == port)
        #expect(address?.path == path)
        #expect(address?.isSecure == (text.hasPrefix("wss:") || text.hasPrefix("https:")))
    }

    @Test("an address is written whole")
    func writing() {
        #expect(ServerAddress("localhost")?.description == "ws://localhost:80/play")
        #expect(ServerAddress("https://[::1]/x")?.description == "wss://[::1]:443/x")
    }

    @Test(
        "other texts are none",
        arguments: [
            "", "ws://", "wss://", "ftp://host", "host:", "host:0", "host:65536", "host:x",
            ":7777", "ho st", "host/a b", "[::1", "[::1]x", "user@host", "host\r\n",
            "ws://wss://host",
        ])
    func refusals(_ text: String) {
        #expect(ServerAddress(text) == nil)
    }
}
