"""H6, D4, D6 and D7: too many connections, too few descriptors, and what grows when unpacked."""

import json
import os
import re
import resource
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench import at_least, at_most, row
from measure import (Clock, Process, costs_nobody, holds_within, settled_descriptors,
                     wait_until)
from wire import (BINARY, CONTINUATION, PING, TEXT, Ended, Fault, Peer, deflated,
                  frame, request, upgrade_lines)

STORM = Path(__file__).resolve().parent / "storm.py"
HALF_OPEN = 10_000
DEFLATE = ("Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; "
           "server_no_context_takeover")


def storm(bench, *arguments):
    """Runs a storm of connections in a process of its own, which yields to the server."""
    result = subprocess.run(
        [sys.executable, str(STORM), str(bench.port), *map(str, arguments)],
        capture_output=True, text=True, timeout=60)
    if result.returncode:
        raise Fault(f"the storm ended with {result.stderr[-200:]}")
    return json.loads(result.stdout)


@row("H6", loud=True)
def ten_thousand_half_open_handshakes_cost_nobody(bench):
    report = costs_nobody(bench, lambda _: storm(bench, "half", HALF_OPEN, 15), flat=64 << 20)
    bench.check(f"{HALF_OPEN:,} half-open handshakes: connected", report["started"],
                at_least(HALF_OPEN * 0.9))
    bench.check("the same: still open in the end", report["left"], 0)
    # Five seconds each; but with a full backlog the kernel tries again after 1, 3 and 7 s.
    bench.check("the same: the longest in seconds", report["slowest"], at_most(13.5))
    bench.check("the same: answered with 408, 503, or closed", report["answered"]
                + report["refused"], report["started"])


@row("D7", loud=True)
def a_storm_of_connections_costs_nobody(bench):
    report = costs_nobody(bench, lambda _: storm(bench, "whole", 20_000, 10), flat=64 << 20)
    rate = report["started"] / max(report["seconds"], 0.01)
    bench.check(f"{report['started']:,} handshakes, {rate:,.0f} a second: neither open nor refused",
                report["left"], 0)
    bench.check("the same: became WebSockets", report["upgraded"], at_least(1))
    bench.check(f"the same ({report['refused']} refused): slowest in seconds", report["slowest"],
                at_most(5.0))
    bench.check("the same: upgraded and refused", report["upgraded"] + report["refused"],
                report["started"])


@row("D7", "--max-connections", "50")
def a_full_server_says_so(bench):
    peers, others = [], set()
    for number in range(80):
        try:
            peer = bench.connect(f"127.3.{number}.1")
            status = peer.status(request("/play", *upgrade_lines()))
        except OSError:
            status = "closed"
        if status == 101:
            peers.append(peer)
        else:
            others.add(status)
    codes = set()
    for peer in list(peers):
        try:
            peer.greet()
        except Ended as end:
            codes.add(str(end))
            peers.remove(peer)
    bench.check("80 connections, 50 allowed: greeted", len(peers), at_most(50))
    bench.check("the same, greeted", len(peers), at_least(40))
    bench.check("the same: the others got", all(
        other in (503, "closed", "closed with 1013") for other in codes | others), True)
    peers[0].close()
    freed = holds_within(lambda: bench.connect().status(
        request("/play", *upgrade_lines())) == 101, 3)
    bench.check("one more after one closed", "open" if freed else "refused", "open")


def compressed(bench):
    """A connection with permessage-deflate."""
    peer = bench.connect(receive_buffer=None).upgrade(DEFLATE)
    if not peer.inflates:
        raise Fault("permessage-deflate was offered and not taken")
    return peer.greet()


def code_of(bench, *frames):
    peer = compressed(bench)
    for data in frames:
        peer.send(data)
    code = peer.close_code()
    peer.close()
    return code


@row("D4", "--compression")
def bombs_do_not_go_off(bench):
    peer = compressed(bench)
    peer.send(frame(TEXT, deflated(b'{"type":"ping","id":7}'), reserved=4))
    bench.check("a compressed ping", peer.expect("pong")["id"], 7)
    peer.say(type="ping", id=8)
    bench.check("a plain ping on the same connection", peer.expect("pong")["id"], 8)
    process = Process(bench.server)
    memory, clock = process.memory(), Clock(process)
    bomb = deflated(bytes(60 << 20))
    bench.check(f"{len(bomb):,} bytes that unpack to 60 MB",
                code_of(bench, frame(TEXT, bomb, reserved=4)), 1009)
    bench.check("the same in a binary frame", code_of(bench, frame(BINARY, bomb, reserved=4)),
                1009)
    parts = [bomb[n:n + 1_000] for n in range(0, len(bomb), 1_000)]
    fragments = [frame(TEXT, parts[0], final=False, reserved=4)] + [
        frame(CONTINUATION, part, final=False) for part in parts[1:]]
    bench.check(f"the same in {len(parts)} fragments", code_of(bench, *fragments), 1009)
    small = deflated(b" " * 4_097)
    bench.check(f"{len(small)} bytes that unpack to 4,097",
                code_of(bench, frame(TEXT, small, reserved=4)), {1009, 4422})
    for number in range(20):
        code_of(bench, frame(TEXT, bomb, reserved=4))
    bench.check("20 more: memory grown by KiB", (process.memory() - memory) >> 10, at_most(8_192))
    bench.check("all of these: processor ms", 1_000 * clock.spent(), at_most(500))


@row("D4", "--compression")
def streams_that_are_broken_are_refused(bench):
    good = deflated(b'{"type":"ping","id":7}')
    bench.check("RSV1 on a continuation", code_of(
        bench, frame(TEXT, good[:5], final=False, reserved=4),
        frame(CONTINUATION, good[5:], reserved=4)), 1002)
    bench.check("RSV1 on a ping", code_of(bench, frame(PING, b"x", reserved=4)), 1002)
    for bits in (1, 2, 3, 5, 6, 7):
        bench.check(f"reserved bits {bits:03b}",
                    code_of(bench, frame(TEXT, good, reserved=bits)), 1002)
    broken = [("bytes that are no stream", b"\xff" * 40), ("a block of kind 3", b"\x07\x00"),
              ("a stored block whose lengths differ", b"\x00\x05\x00\x05\x00hello"),
              ("a distance before the beginning", b"\x63\x00\x42\x00\x0e\xff"),
              ("random bytes", bytes(range(7, 200)))]
    for what, data in broken:
        bench.check(what, code_of(bench, frame(TEXT, data, reserved=4)), {1007, 1002})
    bench.check("bad UTF-8, compressed", code_of(
        bench, frame(TEXT, deflated(b"ab\xffcd"), reserved=4)), 1007)
    plain = bench.upgraded().greet()
    plain.send(frame(TEXT, good, reserved=4))
    bench.check("a compressed frame without the extension", plain.close_code(), 1002)


@row("D4", "--compression")
def bad_window_bits_are_not_taken(bench):
    name = "Sec-WebSocket-Extensions: permessage-deflate; "
    for offer in ("server_max_window_bits=7", "server_max_window_bits=16",
                  "client_max_window_bits=999", "server_max_window_bits=", "unknown=1",
                  "server_max_window_bits=08", "server_no_context_takeover=1",
                  "client_max_window_bits=-8", "server_max_window_bits=\"10",
                  "server_no_context_takeover; server_no_context_takeover"):
        peer = bench.connect()
        peer.send(request("/play", *upgrade_lines(name + offer)))
        status, headers, _ = peer.answer()
        chosen = headers.get("sec-websocket-extensions")
        bench.check(f"{offer}", status in (101, 400) and chosen is None, True)


def limited(program, count):
    """A script that starts the program with so many descriptors."""
    handle, path = tempfile.mkstemp(prefix="umpire-hostile-")
    with os.fdopen(handle, "w") as script:
        script.write(f'#!/bin/sh\nulimit -n {count}\nexec "{program}" "$@"\n')
    os.chmod(path, stat.S_IRWXU)
    return path


@row("D6", own=True)
def a_low_limit_is_told_at_the_start(bench):
    path = limited(bench.program, 64)
    try:
        with bench.another_server(program=path) as server:
            holds_within(lambda: "warning" in server.output(), 2)
            lines = [line for line in server.lines if "warning" in line]
            found = [int(n) for line in lines for n in re.findall(r"\b\d+\b", line[25:])]
            bench.check("64 descriptors: warnings at the start", len(lines), at_least(1))
            bench.check(f"the same: {''.join(lines).strip()[26:]!a} names a capacity below 64",
                        any(1 <= number < 64 for number in found), True)
            peer = Peer(server.port)
            bench.check("the same: /health", peer.status(request("/health")), 200)
            peer.close()
    finally:
        os.unlink(path)


@row("D6", own=True)
def without_descriptors_it_rests_and_recovers(bench):
    process = Process(bench.server)
    base = settled_descriptors(bench)
    resource.prlimit(bench.server.process.pid, resource.RLIMIT_NOFILE, (base + 20, base + 20))
    player = bench.seated()
    peers = []
    for number in range(200):
        try:
            peers.append(bench.connect(f"127.4.{number}.1"))
        except OSError:
            continue
    wait_until(lambda: process.descriptors() >= base + 18, 3, "the descriptors are used up")
    clock, until = Clock(process), time.monotonic() + 1.5
    snapshots = 0
    while time.monotonic() < until:
        player.snapshot()
        snapshots += 1
    bench.check("200 connections for 20 descriptors: percent of a core", clock.share(),
                at_most(5.0))
    bench.check("the same: snapshots to a player in 1.5 s", snapshots, at_least(40))
    for peer in peers:
        peer.close()
    begun, status = time.monotonic(), None
    while status != 200 and time.monotonic() - begun < 5:
        status = bench.connect().status(request("/nothing"), 1)
        status = 200 if status == 404 else status
    bench.check("all of them closed: seconds until another is served",
                time.monotonic() - begun, at_most(1.0))


@row("D6", own=True)
def waiting_connections_do_not_make_it_spin(bench):
    """New connections keep coming while there is no descriptor."""
    process = Process(bench.server)
    base = settled_descriptors(bench)
    resource.prlimit(bench.server.process.pid, resource.RLIMIT_NOFILE, (base + 5, base + 5))
    held, pause = [bench.connect() for _ in range(5)], threading.Event()
    clock, until, tries = Clock(process), time.monotonic() + 1.5, 0
    while time.monotonic() < until:
        try:
            bench.connect(f"127.6.{tries % 250}.1")
        except OSError:
            pass
        tries += 1
        pause.wait(0.01)
    bench.check(f"{tries} connections in 1.5 s with no descriptor: percent of a core",
                clock.share(), at_most(5.0))
    bench.check("the same: held ones", len([p for p in held if not p.is_readable(0)]), 5)
