import Testing
import UmpireHTTP

@testable import UmpireWebSocket

@Suite("the negotiation of compression")
struct NegotiationTests {
    /// The window of the offer that was taken; 0 if none was, nil if the header is malformed.
    private func windowBits(_ extensions: String) -> UInt8? {
        do throws(HandshakeRefusal) {
            return try agreement(extensions)?.serverWindowBits ?? 0
        } catch {
            #expect(error == .badExtensions && error.status == 400)
            return nil
        }
    }

    @Test(
        "the first offer that can be kept is taken",
        arguments: [
            ("permessage-deflate", 15),
            ("permessage-deflate; client_max_window_bits", 15),
            ("permessage-deflate;client_max_window_bits=8", 15),
            ("permessage-deflate; server_no_context_takeover; client_no_context_takeover", 15),
            ("permessage-deflate; server_max_window_bits=9", 9),
            ("permessage-deflate; server_max_window_bits=15", 15),
            ("permessage-deflate; server_max_window_bits = \"10\"", 10),
            ("permessage-deflate; server_max_window_bits=\"1\\0\"", 10),
            ("x-webkit-deflate-frame, permessage-deflate", 15),
            ("permessage-deflate; server_max_window_bits=8, permessage-deflate", 15),
            ("permessage-deflate; mode=1 , ,permessage-deflate; server_max_window_bits=12", 12),
            (", permessage-deflate,", 15),
        ] as [(String, UInt8)])
    func taken(extensions: String, bits: UInt8) {
        #expect(windowBits(extensions) == bits)
    }

    @Test(
        "an offer with a parameter that cannot be kept is declined",
        arguments: [
            "permessage-deflate; server_max_window_bits=8",
            "permessage-deflate; server_max_window_bits=7",
            "permessage-deflate; server_max_window_bits=16",
            "permessage-deflate; server_max_window_bits=999",
            "permessage-deflate; server_max_window_bits=09",
            "permessage-deflate; server_max_window_bits=+9",
            "permessage-deflate; server_max_window_bits=99999999999999999999999",
            "permessage-deflate; server_max_window_bits",
            "permessage-deflate; client_max_window_bits=999",
            "permessage-deflate; client_max_window_bits=x",
            "permessage-deflate; server_no_context_takeover=1",
            "permessage-deflate; client_no_context_takeover=\"a\"",
            "permessage-deflate; client_max_window_bits; client_max_window_bits",
            "permessage-deflate; server_max_window_bits=9; server_max_window_bits=9",
            "permessage-deflate; constructor",
            "permessage-deflated", "Permessage-Deflate", "permessage-bzip2", "", ",,,",
        ])
    func declined(extensions: String) {
        #expect(windowBits(extensions) == 0)
    }

    @Test(
        "H7: a malformed header is 400, in linear time",
        arguments: [
            "constructor;=,;;", ";", "a;", "a;;b", "a=b", "a;b=", "a;b=,c", "a b", "a;b c",
            "a;b=\"", "a;b=\"\"", "a;b=\"c d\"", "a;b=\"c\\", "a;b=\"c\\\"", "a;b=\"c\"d", "\"",
            "\"permessage-deflate\"", "permessage-deflate;", "permessage-deflate/", "é",
            String(repeating: "a;b=c,", count: 10_000) + ";",
            "a;b=\"" + String(repeating: "\\c", count: 32_768),
        ])
    func malformed(extensions: String) {
        #expect(windowBits(extensions) == nil)
    }

    @Test("H7: a value of 64 KB that breaks no rule costs nothing but its reading")
    func longValue() {
        let long = String(repeating: "v", count: 65_536)
        #expect(windowBits("permessage-deflate; client_max_window_bits=\(long)") == 0)
        #expect(windowBits("\(long), permessage-deflate") == 15)
    }

    @Test("offers may come in several headers; each must be well formed")
    func severalHeaders() throws {
        let taken = try agreement("a", "permessage-deflate; server_max_window_bits=9", "b;c=d")
        #expect(taken?.serverWindowBits == 9)
        #expect(throws: HandshakeRefusal.badExtensions) { try agreement("permessage-deflate", ";") }
    }

    @Test("the answer names what was agreed on, and only if compression is wanted")
    func answer() throws {
        let key = HandshakeKey(random: (1, 2))
        for (offered, answered) in [
            ("permessage-deflate", ""),
            ("permessage-deflate; server_max_window_bits=9", "; server_max_window_bits=9"),
        ] {
            let offer: HeaderFields = [HeaderField("sec-websocket-extensions", offered)]
            let bytes = Handshake.request(host: "a", target: "/", key: key, headers: offer)
            let head = try bytes.withUnsafeBytes { buffer in
                var input = buffer
                var decoder = RequestDecoder()
                return try #require(try decoder.next(&input))
            }
            let plain = try Handshake.accept(head, compressing: false)
            #expect(plain.compression == nil)
            #expect(try Handshake.accept(head) == plain.response)
            let accepted = try Handshake.accept(head, compressing: true)
            let line =
                "sec-websocket-extensions: permessage-deflate; server_no_context_takeover; "
                + "client_no_context_takeover\(answered)\r\n\r\n"
            #expect(accepted.response == plain.response.dropLast(2) + Array(line.utf8))
            #expect(accepted.compression != nil)
        }
    }
}
