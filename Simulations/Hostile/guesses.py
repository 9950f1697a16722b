"""M5 to M7: codes, tokens and paths that somebody guesses."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from bench import at_most, row
from wire import Ended, request


@row("M5", loud=True)
def absent_and_private_rooms_look_alike(bench):
    owner = bench.seated(type="create", private=True, seats=2)
    bench.seated(type="join", room=owner.seat["room"])
    room = owner.seat["room"]
    absent = room[:-1] + ("A" if room[-1] != "A" else "B")
    answers, times = {room: set(), absent: set()}, {room: [], absent: []}
    for turn in range(10):
        # Addresses of their own, so that no limit on guesses comes in between.
        peer = bench.greeted(address=f"127.5.{turn}.1")
        for code in (room, absent) if turn % 2 else (absent, room):
            for _ in range(3):
                begun = time.perf_counter()
                message = peer.ask("refused", type="join", room=code)
                times[code].append(time.perf_counter() - begun)
                answers[code].add((message["code"], message["message"].replace(code, "…")))
        peer.close()
    bench.check(f"join of a full private room: {sorted(answers[room])[0][0]}, and of none: code",
                sorted({code for code, _ in answers[room]}),
                sorted({code for code, _ in answers[absent]}))
    bench.check("the same: whole answers", answers[room] == answers[absent], True)
    apart = abs(statistics.median(times[room]) - statistics.median(times[absent]))
    bench.check("the same: medians of the time apart, in µs", 1e6 * apart, at_most(500))
    listed = bench.greeted().ask("matches", type="list")["matches"]
    bench.check("list: the private room in it", room in [m["room"] for m in listed], False)


@row("M5", "--trusted-proxy", "127.0.0.0/8")
def guesses_have_a_rate(bench):
    line, tries, code = "X-Forwarded-For: 203.0.113.9", 0, None
    for _ in range(5):
        peer = bench.greeted(line)
        try:
            for number in range(5):
                peer.ask("refused", type="join", room=f"AAAA{number + 2}")
                tries += 1
        except Ended as end:
            code = str(end)
            break
    bench.check("wrong codes over 5 connections of one address: allowed", tries, {10, 11})
    bench.check("the same: then", code, "closed with 4429")
    peer = bench.greeted("X-Forwarded-For: 203.0.113.10")
    bench.check("a wrong code from another address",
                peer.ask("refused", type="join", room="AAAA2")["code"], "noSuchRoom")


@row("M6")
def wrong_tokens_are_forbidden(bench):
    owner = bench.seated(type="create", private=True)
    token = owner.seat["resumeToken"]
    flipped = [token[:n] + ("0" if token[n] != "0" else "1") + token[n + 1:]
               for n in range(0, 32, 3)]
    forged = ["0" * 32, "f" * 32, token[:-1], token + "0", token[1:], "", " " + token[1:],
              "x" * 32, "\0" * 32, token[:31] + "\u0660", *flipped]
    for guess in forged:
        peer = bench.upgraded()
        peer.say(type="hello", protocol=1, resume=guess)
        bench.check(f"the token {guess!a}", peer.close_code(), 4403)
        peer.close()
    bench.check("meanwhile its owner: the next snapshot", owner.snapshot()[0], 2)
    left = bench.seated()
    left.ask("left", type="leave")
    second = bench.upgraded().greet(resume=token)
    fresh = second.expect("seated")
    bench.check("the right token: returned", fresh["returned"], True)
    bench.check("the same: the old connection", owner.close_code(), 4409)
    # An input shows that the answer, with the new token, arrived.
    second.send(second.input(1))
    second.ask("pong", type="ping", id=1)
    for what, used in (("that token again", token), ("of a seat that was left",
                                                     left.seat["resumeToken"])):
        peer = bench.upgraded()
        peer.say(type="hello", protocol=1, resume=used)
        bench.check(f"the token {what}", peer.close_code(), 4403)
    bench.check("meanwhile its owner: the next snapshot", second.snapshot()[0], 2)
    third = bench.upgraded().greet(resume=fresh["resumeToken"])
    bench.check("its new token: player", third.expect("seated")["player"], owner.seat["player"])


@row("M6")
def a_greeted_connection_takes_no_other_seat(bench):
    owner = bench.seated(type="create", private=True)
    thief = bench.seated(type="create", private=True)
    answer = thief.ask("refused", type="hello", protocol=1, resume=owner.seat["resumeToken"])
    bench.check("another's token in a second hello", answer["code"], "wrongPhase")
    bench.check("meanwhile its owner: the next snapshot", owner.snapshot()[0], 2)


PATHS = [
    "/..", "/../", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
    "/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/.%2e/etc/passwd", "//etc/passwd", "/./index.html",
    "/etc/passwd", "/%00", "/index.html%00.js", "/client.js%00", "/..;/", "/.git/config",
    "/....//....//etc/passwd", "/%252e%252e/etc/passwd", "/..%c0%af..%c0%afetc/passwd",
    "/..\\..\\etc\\passwd", "/file:///etc/passwd", "/proc/self/environ", "/" + "../" * 500,
    "/" + "a/" * 2_000,
]


@row("M7")
def paths_lead_nowhere(bench):
    for path in PATHS:
        peer = bench.connect()
        peer.send(request(path))
        status, _, body = peer.answer()
        bench.check(f"GET {path[:60]}", status, {400, 404})
        bench.check("the same: lines of a password file in the answer", body.count(b"root:"), 0)
    for raw in (b"/\0", b"/a\0b", b"/\x01", b"/\xff"):
        bench.check(f"GET {raw!r}", bench.connect().status(
            b"GET " + raw + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"), {400, 404})
    for target in ("http://localhost/../etc/passwd", "http://evil.example/etc/passwd", "*", "x",
                   "file:///etc/passwd", "localhost:80"):
        bench.check(f"GET {target}", bench.connect().status(request(target)), {400, 404, 421})


@row("M7")
def links_in_the_page_folder_lead_nowhere(bench):
    """A link that points out of the folder is no file of the page."""
    folder = Path(tempfile.mkdtemp(prefix="umpire-hostile-"))
    try:
        (folder / "secret.txt").write_text("secret")
        page = folder / "page"
        page.mkdir()
        (page / "index.html").write_text("a page")
        (page / "link.txt").symlink_to(folder / "secret.txt")
        (page / "out").symlink_to(folder)
        with bench.another_server("--page", str(page)) as server:
            for path in ("/link.txt", "/out/secret.txt", "/out/page/out/secret.txt"):
                status = bench.connect(port=server.port).status(request(path))
                bench.check(f"GET {path}, a link out of the folder", status, 404)
            bench.check("GET /, a file of the folder",
                        bench.connect(port=server.port).status(request("/")), 200)
    except RuntimeError as refusal_to_start:
        said = str(refusal_to_start)
        bench.check("a page folder with links: refused at the start", "link" in said, True)
    finally:
        shutil.rmtree(folder)
