"""C1 to C3: the end of a conversation."""

import signal
import time

from bench import at_most, between, row
from measure import Process, holds_within, settled_descriptors, wait_until
from wire import (BINARY, CLOSE, NO_CODE, TEXT, Ended, closing, frame, request, text,
                  upgrade_lines)


@row("C1")
def close_frames_are_checked(bench):
    bench.check("an empty close", bench.closed_by(closing()), NO_CODE)
    bench.check("a close of 1 byte", bench.closed_by(frame(CLOSE, b"\x03")), 1002)
    for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999):
        bench.check(f"a close with {code}", bench.closed_by(closing(code, b"bye")), code)
    for code in (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535):
        bench.check(f"a close with {code}", bench.closed_by(closing(code)), 1002)
    for reason in (b"\xff", b"\xe2\x82", b"ok\xed\xa0\x80"):
        bench.check(f"a close with the reason {reason.hex()}",
                    bench.closed_by(closing(1000, reason)), 1007)
    bench.check("a close with a reason of 123 bytes",
                bench.closed_by(closing(1000, "é".encode() * 61 + b"x")), 1000)


@row("C1")
def the_connection_ends_behind_the_echo(bench):
    peer = bench.greeted()
    begun = time.monotonic()
    peer.send(closing(1000))
    peer.close_code()
    peer.ended_after(5)
    bench.check("a close with 1000: seconds to the end of TCP", time.monotonic() - begun,
                at_most(1))
    peer = bench.upgraded()
    peer.send(closing(4000))
    bench.check("a close before hello", peer.close_code(), 4000)


@row("C2")
def data_behind_a_close_is_ignored(bench):
    peer = bench.greeted()
    ping = text({"type": "ping", "id": 1})
    peer.send(closing(1000) + ping * 10 + frame(BINARY, b"x") + frame(TEXT, b"", masked=False)
              + closing(1001))
    bench.check("a close, then more frames: what comes", peer.frames_to_the_end(),
                [(CLOSE, b"\x03\xe8")])
    peer = bench.greeted()
    peer.send(frame(TEXT, b"{", final=False) + closing(1000) + frame(0, b"}"))
    bench.check("a close inside a fragmented message: what comes", peer.frames_to_the_end(),
                [(CLOSE, b"\x03\xe8")])


@row("C2", own=True)
def a_close_that_is_never_answered_ends(bench):
    process = Process(bench.server)
    before = settled_descriptors(bench)
    peers = [bench.greeted() for _ in range(20)]
    for peer in peers:
        peer.send(frame(BINARY, b"nonsense"))
    bench.check("nonsense, 20 times: closed with", {peer.close_code() for peer in peers},
                lambda came: (came == {4422}, "{4422}"))
    # None of them answers, and none of them closes: the server must not wait for long.
    took = wait_until(lambda: process.descriptors() <= before, 6, "the descriptors are free")
    bench.check("no answer to that, no FIN: seconds until the descriptors are free", took,
                at_most(3))


@row("C2", own=True)
def talking_on_behind_the_goodbye_ends(bench):
    """A peer that answers a goodbye with endless data is cut off, and costs no memory."""
    process = Process(bench.server)
    before, memory = settled_descriptors(bench), process.memory()
    peer = bench.greeted()
    peer.send(frame(BINARY, b"nonsense"))
    bench.check("nonsense: closed with", peer.close_code(), 4422)
    peer.socket.settimeout(0.1)
    begun, block = time.monotonic(), frame(BINARY, bytes(60_000))
    while time.monotonic() - begun < 5:
        try:
            peer.socket.sendall(block)
        except TimeoutError:
            continue
        except OSError:
            break
    bench.check("data without end behind it: seconds until TCP ends", time.monotonic() - begun,
                at_most(3))
    bench.check("the same, memory grown by KiB", (process.memory() - memory) >> 10, at_most(4_096))
    freed = holds_within(lambda: process.descriptors() <= before, 2)
    bench.check("the same, descriptors", "as before" if freed else "more", "as before")


def dropped_seconds(witness, player):
    """How long until the roster says that a player is dropped."""
    begun = time.monotonic()
    while True:
        for seat in witness.expect("roster")["seats"]:
            if seat["player"] == player and seat["state"] == "dropped":
                return time.monotonic() - begun


@row("C2")
def a_fin_without_a_close_keeps_the_seat(bench):
    witness = bench.seated(type="create", private=True)
    lost = bench.seated(type="join", room=witness.seat["room"])
    lost.socket.shutdown(1)
    bench.check("FIN without a close: seconds until the seat counts as dropped",
                dropped_seconds(witness, lost.seat["player"]), at_most(1))
    codes = {int.from_bytes(payload[:2], "big") for opcode, payload in lost.frames_to_the_end()
             if opcode == CLOSE}
    bench.check("the same: 1005 or 1006 on the wire", sorted(codes & {1005, 1006}), [])
    back = bench.upgraded().greet(resume=lost.seat["resumeToken"])
    bench.check("the same: its return", back.expect("seated")["returned"], True)


@row("C2")
def a_reset_keeps_the_seat(bench):
    witness = bench.seated(type="create", private=True)
    lost = bench.seated(type="join", room=witness.seat["room"])
    lost.reset()
    bench.check("a reset: seconds until the seat counts as dropped",
                dropped_seconds(witness, lost.seat["player"]), at_most(1))
    back = bench.upgraded().greet(resume=lost.seat["resumeToken"])
    bench.check("the same: its return", back.expect("seated")["returned"], True)


@row("C2")
def a_connection_that_ends_anywhere_harms_nobody(bench):
    """FIN and reset at moments at which little has been said."""
    head = request("/play", *upgrade_lines())
    beginnings = [b"", b"G", head[:40], head, head + text({"type": "hello", "protocol": 1})[:9],
                  head + frame(TEXT, b"{", final=False), head + closing(1000)]
    for number, data in enumerate(beginnings):
        for ends in ("FIN", "reset"):
            peer = bench.connect()
            peer.send(data)
            if ends == "reset":
                peer.reset()
                bench.check(f"{len(data)} bytes of a beginning, then a reset", "sent", "sent")
                continue
            peer.socket.shutdown(1)
            found = b""
            try:
                if number >= 3:
                    peer.answer()
                found = b"".join(p for op, p in peer.frames_to_the_end(7) if op == CLOSE)
                came = "ended"
            except Ended:
                came = "ended"
            bench.check(f"{len(data)} bytes of a beginning, then FIN", came, "ended")
            bench.check("the same: 1006 on the wire", b"\x03\xee" in found[:2], False)
    bench.check("then hello", bench.greeted().welcome["protocol"], 1)


@row("C3", own=True)
def a_server_that_stops_says_so(bench):
    player, greeted, fresh = bench.seated(), bench.greeted(), bench.upgraded()
    silent, half = bench.connect(), bench.connect()
    half.send(b"GET /play HTTP/1.1\r\nHost:")
    bench.ends_server = True
    begun = time.monotonic()
    bench.server.send(signal.SIGTERM)
    for what, peer in (("a player", player), ("a greeted one", greeted), ("a fresh one", fresh)):
        bench.check(f"SIGTERM: {what} is closed with", peer.close_code(), {1001, 1012})
    for peer in (silent, half):
        peer.ended_after(5)
    bench.check("the same: status of the process", bench.server.end(10), 0)
    bench.check("the same, seconds", time.monotonic() - begun, at_most(2.5))


@row("C3")
def kicks_have_codes(bench):
    rows = [
        ("a bad input", [frame(BINARY, b"x")], {4422, 1008}),
        ("200 messages", [text({"type": "ping", "id": n}) for n in range(200)], {4429, 1008}),
        ("8 refusals", [text({"type": "dance"})] * 8, {4422, 1008}),
        ("a frame that is no frame", [b"\xff\xff\xff\xff"], {1002}),
    ]
    for what, data, codes in rows:
        bench.check(what, bench.closed_by(*data), codes)
    peer = bench.upgraded()
    begun = time.monotonic()
    bench.check("no hello", peer.close_code(), 4408)
    bench.check("no hello: seconds", time.monotonic() - begun, between(4.5, 6.5))
    peer = bench.upgraded()
    peer.say(type="hello", protocol=2)
    bench.check("protocol 2", peer.close_code(), 4426)
    first = bench.seated(type="create", private=True)
    bench.upgraded().greet(resume=first.seat["resumeToken"])
    bench.check("another connection takes over", first.close_code(), 4409)
