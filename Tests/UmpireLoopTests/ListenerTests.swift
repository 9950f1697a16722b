import Glibc
import Synchronization
import Testing
import UmpireLoop

@Suite("a listener")
struct ListenerTests {
    @Test("a port in use is refused with the remedy")
    func portInUse() throws {
        try onLoop { loop in
            let first = try Listener(on: loop, host: "127.0.0.1", port: 0) { _, _ in nil }
            defer { first.close() }
            let error = #expect(throws: LoopError.self) {
                _ = try Listener(on: loop, host: "127.0.0.1", port: first.port) { _, _ in nil }
            }
            #expect(error == .portInUse(port: first.port))
            #expect(error?.description == "port \(first.port) is in use; pass --port")
        }
    }

    @Test("an error of the body is thrown by join, and what was open is closed")
    func errorOfBody() throws {
        let port = Shared(0)
        let thread = try LoopThread.start(name: "fails") { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { _, _ in nil }
            port.set(listener.port)
            _ = try Listener(on: loop, host: "no.such.host.invalid", port: 0) { _, _ in nil }
        }
        #expect(throws: LoopError.unknownHost("no.such.host.invalid")) { try thread.join() }
        #expect(throws: LoopError.self) { try thread.join() }
        try onLoop { loop in
            try Listener(on: loop, host: "127.0.0.1", port: port.value) { _, _ in nil }.close()
        }
    }

    @Test("addresses that cannot be listened on are refused with a sentence")
    func refusals() throws {
        try onLoop { loop in
            #expect(throws: LoopError.portOutOfRange(65_536)) {
                _ = try Listener(on: loop, host: "127.0.0.1", port: 65_536) { _, _ in nil }
            }
            #expect(throws: LoopError.addressNotHere(host: "192.0.2.1")) {
                _ = try Listener(on: loop, host: "192.0.2.1", port: 0) { _, _ in nil }
            }
        }
    }

    @Test("a port that needs a privilege is refused to a user without it")
    func portForbidden() async {
        await #expect(processExitsWith: .success) {
            // Root may listen everywhere; nobody (65534) may not, nor may who runs this otherwise.
            _ = setuid(65_534)
            try onLoop { loop in
                #expect(throws: LoopError.portForbidden(port: 80)) {
                    _ = try Listener(on: loop, host: "127.0.0.1", port: 80) { _, _ in nil }
                }
            }
        }
    }

    @Test("every address of both kinds is served by ::, and IPv4 peers look like IPv4")
    func dualStack() throws {
        let census = Census()
        let peers = Shared<[String]>([])
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "::", port: 0) { loop, peer in
                peers.change { $0.append(peer.host) }
                return ScriptedStream(on: loop, census)
            }
            for host in ["127.0.0.1", "::1"] {
                let client = ScriptedStream(on: loop, census)
                client.onConnected = { $0.close() }
                client.onEnded = { _, _ in if peers.value.count == 2 { listener.close() } }
                try client.connect(host: host, port: listener.port)
            }
        }
        #expect(Set(peers.value) == ["127.0.0.1", "::1"])
        census.expectAllGone()
    }

    @Test("a connection for which no stream is made is closed")
    func refusedConnection() throws {
        let census = Census()
        try onLoop { loop in
            let listener = try Listener(on: loop, host: "127.0.0.1", port: 0) { _, _ in nil }
            let client = ScriptedStream(on: loop, census)
            client.onEnded = { _, _ in listener.close() }
            try client.connect(host: "127.0.0.1", port: listener.port)
        }
        census.expectAllGone()
    }

    @Test("an address tells its host, port and network")
    func addresses() throws {
        let four = try #require(try SocketAddress.resolve(host: "192.0.2.7", port: 80).first)
        #expect(four.host == "192.0.2.7" && four.port == 80 && four.isIPv4)
        #expect(four.network.description == "192.0.2.7:0")
        let six = try #require(try SocketAddress.resolve(host: "2001:db8::1:2", port: 81).first)
        #expect(six.description == "[2001:db8::1:2]:81" && !six.isIPv4)
        #expect(six.network.host == "2001:db8::")
        #expect(try SocketAddress.resolve(host: "::ffff:192.0.2.7", port: 80).first == four)
    }
}
