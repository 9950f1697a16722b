"""H1 to H8: what comes before the first frame."""

import base64
import json
import time

from bench import at_least, at_most, between, row
from measure import Clock, Process, health, holds_within
from wire import (ACCEPT, KEY, PING, TEXT, Ended, Fault, frame, request, text, upgrade_lines)

HELLO = text({"type": "hello", "protocol": 1})
# The deadline is five seconds from accepting; servers look at deadlines now and then.
DEADLINE = between(4.5, 6.5)


def answer_to(bench, data, seconds=15, address=None):
    """The status of the answer on a fresh connection."""
    peer = bench.connect(address)
    try:
        return peer.status(data, seconds)
    finally:
        peer.close()


@row("H1")
def large_heads_are_refused(bench):
    longest = 8_192 - len(request("/play", *upgrade_lines("X: ")))
    rows = [
        ("a head of 8,192 bytes", upgrade_lines("X: " + "x" * longest), 101),
        ("a head of 8,193 bytes", upgrade_lines("X: " + "x" * (longest + 1)), 431),
        ("64 headers", upgrade_lines(*[f"X-{n}: 1" for n in range(59)]), 101),
        ("65 headers", upgrade_lines(*[f"X-{n}: 1" for n in range(60)]), 431),
    ]
    for what, lines, status in rows:
        bench.check(what, answer_to(bench, request("/play", *lines)), status)
    bench.check("a target of 9,000 bytes", answer_to(bench, request("/" + "a" * 9_000)),
                {414, 431})


@row("H1")
def a_trickled_head_meets_its_deadline(bench):
    peer = bench.connect()
    peer.send_in_pieces(request("/play", *upgrade_lines()), 1, pause=1.0)
    bench.check("a head, 1 byte a second", peer.answer()[0], 408)
    bench.check("the same, seconds to the end", peer.ended_after(), DEADLINE)


@row("H1")
def silence_meets_its_deadline(bench):
    peer = bench.connect()
    bench.check("nothing", peer.answer()[0], 408)
    bench.check("nothing, seconds to the end", peer.ended_after(), DEADLINE)


@row("H1", own=True)
def twenty_megabytes_of_headers_cost_nothing(bench):
    process = Process(bench.server)
    clock, memory = Clock(process), process.memory()
    peer = bench.connect()
    peer.send(b"GET /play HTTP/1.1\r\n")
    sent = peer.send_in_pieces(b"X-Header: " + b"x" * (20 << 20), 1 << 16)
    try:
        status = peer.answer()[0]
    except Ended:
        # The reset that follows unread bytes may overtake the answer.
        status = "closed"
    bench.check("a header of 20 MB", status, {431, "closed"})
    bench.check("the same, MB that the server let in", sent / 16, at_most(12))
    bench.check("the same, processor ms", 1_000 * clock.spent(), at_most(200))
    bench.check("the same, KiB of memory", (process.memory() - memory) >> 10, at_most(4_096))


@row("H1", own=True)
def parsing_is_linear(bench):
    """Four times the bytes, in one-byte pieces, cost no more than some four times the time."""
    process = Process(bench.server)
    costs = []
    for count in (1_900, 7_600):
        head = request("/play", *upgrade_lines("Connection: " + " ,\t" * (count // 3)))
        answer_to(bench, head)
        clock = Clock(process)
        statuses = {answer_to(bench, head) for _ in range(40)}
        bench.check(f"40 heads of {len(head)} bytes of commas", sorted(statuses), [101])
        costs.append(clock.spent())
    bench.check("four times the head, times the cost", costs[1] / costs[0], at_most(6))


@row("H2")
def what_is_no_upgrade_is_refused(bench):
    def key(data):
        return f"Sec-WebSocket-Key: {data}"

    short, long = (base64.b64encode(bytes(n)).decode() for n in (15, 17))
    rows = [
        ("POST", request("/play", *upgrade_lines(), method="POST"), 405),
        ("HEAD", request("/play", *upgrade_lines(), method="HEAD"), 405),
        ("BREW", request("/play", *upgrade_lines(), method="BREW"), {405, 501}),
        ("HTTP/1.0", request("/play", *upgrade_lines(), version="HTTP/1.0"), 505),
        ("HTTP/2.0", request("/play", *upgrade_lines(), version="HTTP/2.0"), 505),
        ("HTTP/0.9 of old", b"GET /play\r\n\r\n", 400),
        ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 405, 505}),
        ("no key", request("/play", *upgrade_lines(key="")), 400),
        ("a key of 15 bytes", request("/play", *upgrade_lines(key=key(short))), 400),
        ("a key of 17 bytes", request("/play", *upgrade_lines(key=key(long))), 400),
        ("a key without padding", request("/play", *upgrade_lines(key=key(KEY[:-2]))), 400),
        ("a key with other letters", request("/play", *upgrade_lines(key=key("*" + KEY[1:]))), 400),
        ("no upgrade", request("/play"), 426),
        ("upgrade to h2c", request("/play", *upgrade_lines(upgrade="Upgrade: h2c")), 426),
        ("connection keep-alive", request(
            "/play", *upgrade_lines(connection="Connection: keep-alive")), 400),
        ("connection upgraded", request(
            "/play", *upgrade_lines(connection="Connection: upgraded")), 400),
        ("no host", request("/play", *upgrade_lines(), host=""), 400),
        ("an empty host", request("/play", *upgrade_lines(), host="Host:"), 400),
        ("keep-alive, Upgrade", request(
            "/play", *upgrade_lines(connection="Connection: keep-alive, Upgrade")), 101),
        ("wEbSoCkEt", request("/play", *upgrade_lines(upgrade="uPgRaDe: wEbSoCkEt")), 101),
    ]
    for what, data, status in rows:
        bench.check(what, answer_to(bench, data), status)


@row("H2")
def other_versions_are_told_ours(bench):
    for version in ("12", "8", "0", "14", "013", "13, 12", "", "x"):
        peer = bench.connect()
        peer.send(request("/play", *upgrade_lines(version=f"Sec-WebSocket-Version: {version}")))
        status, headers, _ = peer.answer()
        bench.check(f"version `{version}`", (status, headers.get("sec-websocket-version")),
                    {(426, "13"), (400, "13"), (400, None)} if version in ("", "x", "013", "13, 12")
                    else (426, "13"))
    peer = bench.connect()
    peer.send(request("/play", *upgrade_lines(version="")))
    bench.check("no version", peer.answer()[0], {400, 426})
    peer = bench.connect()
    peer.send(request("/play", *upgrade_lines()))
    bench.check("version 13, the accept key", peer.answer()[1]["sec-websocket-accept"], ACCEPT)


@row("H3")
def ambiguous_heads_are_refused(bench):
    good = request("/play", *upgrade_lines())
    rows = [
        ("bare LF for all lines", good.replace(b"\r\n", b"\n")),
        ("bare LF for one line", good.replace(b"localhost\r\n", b"localhost\n")),
        ("bare CR in a value", good.replace(b"localhost", b"local\rhost")),
        ("CR LF in a value", good.replace(b"localhost", b"local\r\nhost")),
        ("NUL in a value", good.replace(b"localhost", b"local\0host")),
        ("a space before the colon", good.replace(b"Host:", b"Host :")),
        ("a tab before the colon", good.replace(b"Host:", b"Host\t:")),
        ("a folded line", good.replace(b"Upgrade: ", b"Upgrade:\r\n ")),
        ("a line that starts with a space", good.replace(b"Upgrade:", b" Upgrade:")),
        ("a line without a colon", good.replace(b"Upgrade: ", b"Upgrade ")),
        ("an empty name", good.replace(b"Host:", b"Host: localhost\r\n:")),
        ("a name with a bracket", good.replace(b"Host:", b"A(b): c\r\nHost:")),
        ("two spaces in the first line", good.replace(b"/play HTTP", b"/play  HTTP")),
        ("a tab in the first line", good.replace(b"/play HTTP", b"/play\tHTTP")),
        ("a space in the target", good.replace(b"/play", b"/pl ay")),
        ("http/1.1 in small letters", good.replace(b"HTTP/1.1", b"http/1.1")),
    ]
    doubled = [
        ("two keys", f"Sec-WebSocket-Key: {KEY}"), ("two versions", "Sec-WebSocket-Version: 13"),
        ("two hosts", "Host: localhost"), ("two lengths", "Content-Length: 0\r\nContent-Length: 0"),
        ("a length with an encoding", "Content-Length: 0\r\nTransfer-Encoding: chunked"),
        ("an encoding", "Transfer-Encoding: chunked"), ("a body", "Content-Length: 5"),
        ("a length below zero", "Content-Length: -1"), ("a length of `+0`", "Content-Length: +0"),
        ("two lengths in one", "Content-Length: 0, 0"),
        ("a length of 2^64", "Content-Length: 18446744073709551616"),
    ]
    rows += [(what, request("/play", *upgrade_lines(line))) for what, line in doubled]
    for what, data in rows:
        bench.check(what, answer_to(bench, data), 400)
    bench.check("a GET with a body, for the page",
                answer_to(bench, request("/", "Content-Length: 5") + b"hello"), 400)


@row("H4", "--allow-origin", "https://good.example", "--allow-origin", "http://localhost:8080")
def foreign_pages_are_kept_out(bench):
    foreign = [
        "https://evil.example", "null", "https://good.example.evil.com", "https://evilgood.example",
        "https://good.example@evil.com", "https://user@good.example", "https://good.example:444",
        "http://good.example", "https://sub.good.example", "https://good.example/", "file://",
        "https://good.example/path", "good.example", "//good.example", "https://good.exampl",
        "https://good.example%00.evil.com", "https://good.example, https://evil.example",
        "https://good.example\\.evil.com", "https://good.example#", "https://good.example.",
        "http://localhost", "http://localhost:80800", "http://localhost:808", "", "*",
        "wss://good.example", "https://[good.example]", "https://gооd.example".encode().decode(
            "latin-1"),
    ]
    for origin in foreign:
        bench.check(f"Origin: {origin!a}", answer_to(
            bench, request("/play", *upgrade_lines(f"Origin: {origin}"))), 403)
    bench.check("two origins", answer_to(bench, request("/play", *upgrade_lines(
        "Origin: https://good.example", "Origin: https://evil.example"))), 400)
    for origin in ("https://good.example", "https://GOOD.example", "http://localhost:8080"):
        bench.check(f"Origin: {origin}", answer_to(
            bench, request("/play", *upgrade_lines(f"Origin: {origin}"))), 101)
    bench.check("no origin", answer_to(bench, request("/play", *upgrade_lines())), 101)


@row("H4")
def without_a_list_every_page_may_play(bench):
    for origin in ("https://anything.example", "null"):
        bench.check(f"Origin: {origin}, no list", answer_to(
            bench, request("/play", *upgrade_lines(f"Origin: {origin}"))), 101)


@row("H5")
def frames_behind_the_head_count(bench):
    peer = bench.connect()
    peer.send(request("/play", *upgrade_lines()) + HELLO + text({"type": "ping", "id": 5}))
    bench.check("the head, hello and a ping in one packet: status", peer.answer()[0], 101)
    bench.check("the same: welcome", peer.expect("welcome")["protocol"], 1)
    bench.check("the same: pong", peer.expect("pong")["id"], 5)
    peer = bench.connect()
    pings = b"".join(text({"type": "ping", "id": n}) for n in range(2_000))
    peer.send(request("/play", *upgrade_lines()) + HELLO + pings)
    peer.answer()
    found = peer.frames_to_the_end()
    bench.check("the head and 2,000 messages: answers", sum(op == TEXT for op, _ in found),
                between(50, 70))
    bench.check("the same: closed with", int.from_bytes(found[-1][1][:2], "big"), 4429)
    peer = bench.connect()
    peer.send(request("/play", *upgrade_lines()) + frame(PING, b"x", masked=False))
    peer.answer()
    bench.check("the head and a bad frame: closed with", peer.close_code(), 1002)
    peer = bench.connect()
    peer.send(request("/play", *upgrade_lines(key="")) + HELLO)
    bench.check("a bad head and hello: status", peer.answer()[0], 400)
    peer.ended_after()
    bench.check("the same: what follows the answer", peer.left, b"")


def accepted(bench, count, *lines, address=None):
    """How many of so many connections become WebSockets, and what the others got."""
    open_ones, others = 0, set()
    for _ in range(count):
        try:
            peer = bench.connect(address)
        except OSError:
            others.add("closed")
            continue
        status = peer.status(request("/play", *upgrade_lines(*lines)))
        open_ones += status == 101
        others |= set() if status == 101 else {status}
    return open_ones, others


@row("H6", "--connections-per-address", "8")
def an_address_has_a_cap(bench):
    other = bench.address.replace("127.", "127.1", 1)
    count, others = accepted(bench, 12)
    bench.check("12 connections from one address, 8 allowed: open", count, 8)
    bench.check("the same, the others got", bool(others) and others <= {503, "closed"}, True)
    bench.check("8 from another address: open", accepted(bench, 8, address=other)[0], 8)
    for peer in bench.peers[:4]:
        peer.close()
    freed = holds_within(lambda: accepted(bench, 1)[0] == 1, 3)
    bench.check("one more after 4 closed", "open" if freed else "refused", "open")


@row("H6", "--connections-per-address", "4", "--trusted-proxy", "127.0.0.0/8")
def version_six_is_counted_by_its_network(bench):
    total, others = 0, set()
    for host in range(1, 9):
        count, refused = accepted(bench, 1, f"X-Forwarded-For: 2001:db8:1:2:{host}::{host}")
        total, others = total + count, others | refused
    bench.check("8 hosts of one /64, 4 allowed: open", total, 4)
    bench.check("the same, the others got", bool(others) and others <= {503, "closed"}, True)
    total = sum(accepted(bench, 1, f"X-Forwarded-For: 2001:db8:1:{net}::1")[0]
                for net in range(10, 18))
    bench.check("8 hosts of 8 networks: open", total, 8)
    total = sum(accepted(bench, 1, f"X-Forwarded-For: {name}")[0] for name in (
        "198.51.100.7", "::ffff:198.51.100.7", "::ffff:c633:6407", "198.51.100.7", "198.51.100.7"))
    bench.check("one IPv4 address in two spellings, 5 times: open", total, 4)


@row("H6", "--handshakes-per-address", "5")
def handshakes_have_a_rate(bench):
    statuses = []
    for _ in range(80):
        peer = bench.connect()
        statuses.append(peer.status(request("/play", *upgrade_lines())))
        peer.close()
    bench.check("80 handshakes, 5 a second allowed: open", statuses.count(101), between(50, 60))
    bench.check("the same, the last got", statuses[-1], 429)
    bench.check("one from another address", accepted(bench, 1, address="127.9.9.9")[0], 1)


@row("H7", own=True)
def senseless_offers_are_passed_over(bench):
    clock = Clock(Process(bench.server))
    name = "Sec-WebSocket-Extensions: "
    offers = [
        name + "constructor;=,;;", name + ",,,,", name + ";;;", name + '"', name + "x=\"\\",
        name + "permessage-deflate; client_max_window_bits=999",
        name + "permessage-deflate; server_max_window_bits=0",
        name + "permessage-deflate; server_max_window_bits=99999999999999999999",
        name + "permessage-deflate; " + "; ".join(["client_no_context_takeover"] * 200),
        name + ", ".join(["permessage-deflate"] * 350), name + "a" * 7_500, name + "; =" * 2_500,
        "Sec-WebSocket-Protocol: constructor;=,;;", "Sec-WebSocket-Protocol: " + "a," * 3_700,
        "Sec-WebSocket-Protocol: chat, superchat",
    ]
    for offer in offers:
        peer = bench.connect()
        peer.send(request("/play", *upgrade_lines(offer)))
        status, headers, _ = peer.answer()
        bench.check(f"{offer[14:64]}… ({len(offer)} bytes)", status, {101, 400})
        chosen = [headers.get("sec-websocket-" + kind) for kind in ("extensions", "protocol")]
        bench.check("the same, chosen", chosen, [None, None])
    bench.check("64 KB of extensions", answer_to(
        bench, request("/play", *upgrade_lines(name + "x" * 65_536))), {431, "closed"})
    bench.check("all of these, processor ms", 1_000 * clock.spent(), at_most(100))


@row("H8", "--connections-per-address", "4", "--trusted-proxy", "127.9.0.0/16")
def forwarded_addresses_count_from_proxies_only(bench):
    def named(count, address, *names):
        return sum(accepted(bench, 1, f"X-Forwarded-For: {names[n % len(names)]}",
                            address=address)[0] for n in range(count))

    many = [f"198.51.100.{n}" for n in range(1, 9)]
    bench.check("8 made-up addresses from no proxy, 4 allowed: open", named(8, None, *many), 4)
    bench.check("8 addresses from a proxy: open", named(8, "127.9.0.1", *many), 8)
    bench.check("one address from a proxy, 8 times: open",
                named(8, "127.9.0.1", "203.0.113.1"), 4)
    hops = [f"198.51.100.{n}, 203.0.113.2, 127.9.3.4" for n in range(1, 9)]
    bench.check("made-up hops left of one address, 8 times: open", named(8, "127.9.0.2", *hops), 4)
    hops = [f"203.0.113.3, 198.51.100.{n + 100}" for n in range(8)]
    bench.check("one address left of 8: open", named(8, "127.9.0.2", *hops), 8)
    far = ", ".join(f"192.0.2.{n % 250}" for n in range(500))
    bench.check("500 hops left of one address, 8 times: open",
                named(8, "127.9.0.2", far + ", 203.0.113.4"), 4)
    for nonsense in ("unknown", "_hidden", "999.1.1.1", "; drop", "1.2.3.4.5", ",,,", "::g"):
        status = answer_to(bench, request(
            "/play", *upgrade_lines(f"X-Forwarded-For: {nonsense}")), address="127.9.0.3")
        bench.check(f"`{nonsense}` from a proxy", status, {101, 400, 503})


@row("H1")
def health_counts_what_was_refused(bench):
    before = health(bench.port, bench.address)
    answer_to(bench, b"nonsense\r\n\r\n")
    after = health(bench.port, bench.address)
    counted = json.dumps(before) != json.dumps(after)
    bench.check("a bad request, then /health", "counted" if counted else "the same", "counted")


@row("H1")
def pipelined_requests_are_answered_in_order(bench):
    peer = bench.connect()
    count, begun = 500, time.monotonic()
    peer.send(request("/nothing") * (count - 1) + request("/nothing", "Connection: close"))
    statuses = []
    try:
        while True:
            statuses.append(peer.answer()[0])
    except (Ended, Fault):
        pass
    bench.check(f"{count} requests in one packet: answers", len(statuses), at_least(1))
    bench.check("the same, seconds", time.monotonic() - begun, at_most(5))
