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
        ])
    func reading(_ text: String, _ host: String, _ port: Int, _ path: String) {
        let address = ServerAddress(text)
        #expect(address?.host == host)
        #expect(address?.port == port)
        #expect(address?.path == path)
    }

    @Test(
        "other texts are none",
        arguments: [
            "", "ws://", "wss://host", "ftp://host", "host:", "host:0", "host:65536", "host:x",
            ":7777", "ho st", "host/a b", "[::1", "[::1]x", "user@host", "host\r\n",
        ])
    func refusals(_ text: String) {
        #expect(ServerAddress(text) == nil)
    }
}
