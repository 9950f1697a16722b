"""M1 to M4: what well-formed frames may say."""

import json
import re

from bench import at_most, row
from measure import Clock, Process
from wire import TEXT, Ended, Fault, closing, frame, request, text, upgrade_lines


def refusal(bench, data):
    """The code of the refusal that a message gets, or how the connection is closed."""
    peer = bench.greeted()
    try:
        peer.send(frame(TEXT, data))
        return peer.expect("refused", 5)["code"]
    except Ended as end:
        return str(end)
    except Fault:
        return "no refusal"
    finally:
        peer.close()


BAD_JSON = [
    b"", b" ", b"{", b"}", b"[]", b"null", b"1", b'"x"', b'{"type":"ping","id":1}x',
    b'{"type":"ping","id":1}{}', b'{"type":"ping","id":1,}', b'{type:"ping"}', b"{'type':1}",
    b'{"type":"ping","id":1}//', b'\xef\xbb\xbf{"type":"ping","id":1}', b'{"type" "ping"}',
    b'{"type":"ping","type":"leave","id":1}', b'{"type":"ping","id":1,"id":2}',
    b'{"type":"ping","id":NaN}', b'{"type":"ping","id":Infinity}', b'{"type":"ping","id":-}',
    b'{"type":"ping","id":01}', b'{"type":"ping","id":+1}', b'{"type":"ping","id":.5}',
    b'{"type":"ping","id":1.}', b'{"type":"ping","id":0x10}', b'{"type":"ping","id":1e}',
    b'{"type":"ping","id":1_000}', b'{"type":"\\ud800","id":1}', b'{"type":"\\udc00","id":1}',
    b'{"type":"\\ud800\\ud800","id":1}', b'{"type":"\\u12","id":1}', b'{"type":"\\x41","id":1}',
    b'{"type":"a\0b","id":1}', b'{"type":"a\nb","id":1}', b'{"type":"ping\x1f"}', b'{"\0":1}',
    b'{"type":True}', b'{"type":nul}', b"\0", b'{"a":' + b"[" * 4_000,
    b'{"a":' + b"[" * 16 + b"]" * 16 + b"}", b'{"a":' * 17 + b"1" + b"}" * 17,
    b'{"a":' * 700 + b"1",
]


@row("M1")
def bad_json_is_refused(bench):
    for data in BAD_JSON:
        bench.check(f"{data[:40]!r} ({len(data)} bytes)", refusal(bench, data), "badJSON")
    for what, data in (("100,000 brackets", b"[" * 100_000),
                       ("100,000 objects deep", b'{"a":' * 100_000)):
        bench.check(what, refusal(bench, data), "closed with 1009")


@row("M1")
def unusual_json_is_read_as_it_says(bench):
    rows = [
        (b'{"type":"ping","id":9007199254740992}', "badMessage"),
        (b'{"type":"ping","id":-9007199254740992}', "badMessage"),
        (b'{"type":"ping","id":' + b"9" * 4_000 + b"}", "badMessage"),
        (b'{"type":"ping","id":1e999}', "badMessage"), (b'{"type":"ping","id":1.5}', "badMessage"),
        (b'{"type":"ping","id":18446744073709551617}', "badMessage"),
        (b'{"type":"ping","id":"1"}', "badMessage"), (b'{"type":"ping","id":[1]}', "badMessage"),
        (b'{"type":"join","room":"\\u0000"}', "noSuchRoom badMessage"),
        (b'{"type":"pi\\u0000ng","id":1}', "unknownType"), (b'{"type":"Ping"}', "unknownType"),
        (b'{"Type":"ping"}', "badMessage"), (b"{}", "badMessage"), (b'{"type":1}', "badMessage"),
        (b'{"type":null}', "badMessage"), (b'{"__proto__":{"type":"ping"}}', "badMessage"),
    ]
    for data, codes in rows:
        bench.check(f"{data[:48]!r} ({len(data)} bytes)", refusal(bench, data), set(codes.split()))
    for number in (9_007_199_254_740_991, -9_007_199_254_740_991, 0):
        bench.check(f"ping {number}", bench.greeted().ask("pong", type="ping", id=number)["id"],
                    number)
    peer = bench.greeted()
    peer.send(frame(TEXT, b'{"\\u0074ype":"\\u0070ing","id":3,"a":' + b"[" * 15 + b"]" * 15 + b"}"))
    bench.check("escaped letters, nesting of 16", peer.expect("pong")["id"], 3)


@row("M1", own=True)
def hard_json_costs_little(bench):
    """Ten megabytes are not read; what is read is read once."""
    process = Process(bench.server)
    memory, clock = process.memory(), Clock(process)
    bench.check("10 MB of digits", refusal(bench, b'{"type":"ping","id":' + b"9" * 10_000_000),
                "closed with 1009")
    bench.check("the same, processor ms", 1_000 * clock.spent(), at_most(100))
    members = b",".join(b'"%x":0' % n for n in range(400))
    rows = [
        ("400 members", b"{" + members[:4_000].rsplit(b",", 1)[0] + b"}"),
        ("4,000 blanks", b" " * 4_000), ("escapes", b'{"' + b"\\u0041" * 600 + b'":0}'),
        ("letters of 4 bytes", b'{"' + "😀".encode() * 900 + b'":0}'),
        ("brackets", b'{"a":[' + b"[]," * 1_200 + b"[]]}"),
    ]
    for what, data in rows:
        peer = bench.greeted()
        clock = Clock(process)
        peer.send(frame(TEXT, data) * 7)
        for _ in range(7):
            peer.expect("refused")
        bench.check(f"{what}, 7 messages of {len(data)} bytes: processor ms each",
                    1_000 * clock.spent() / 7, at_most(3))
        peer.close()
    bench.check("all of these: memory, grown by KiB", (process.memory() - memory) >> 10,
                at_most(4_096))


@row("M2")
def senseless_messages_are_refused(bench):
    rows = [
        ({"type": "dance"}, "unknownType"), ({"type": "x" * 3_000}, "unknownType"),
        ({"type": "welcome"}, "unknownType"), ({"type": "hello", "protocol": 1}, "wrongPhase"),
        ({"type": "leave"}, "wrongPhase"), ({"type": "rematch"}, "wrongPhase"),
        ({"type": "join"}, "badMessage"), ({"type": "join", "room": 7}, "badMessage"),
        ({"type": "join", "room": ""}, "badMessage noSuchRoom"),
        ({"type": "join", "room": "A" * 3_000}, "badMessage noSuchRoom"),
        ({"type": "join", "room": "AAAAA"}, "noSuchRoom"), ({"type": "spectate"}, "badMessage"),
        ({"type": "create", "seats": 0}, "badMessage"), ({"type": "create", "seats": -1},
                                                         "badMessage"),
        ({"type": "create", "seats": 2**53 - 1}, "badMessage"),
        ({"type": "create", "seats": "2"}, "badMessage"),
        ({"type": "create", "private": "no"}, "badMessage"), ({"type": "ping"}, "badMessage"),
    ]
    for message, codes in rows:
        shown = json.dumps(message)
        bench.check(shown[:50], refusal(bench, shown.encode()), set(codes.split()))
    for message in ({"type": "quickMatch"}, {"type": "ping", "id": 1}, {"type": "leave"}):
        peer = bench.upgraded()
        bench.check(f"{message['type']} before hello", peer.ask("refused", **message)["code"],
                    "wrongPhase")
    peer = bench.seated()
    for message in ({"type": "quickMatch"}, {"type": "create"}, {"type": "rematch"}):
        bench.check(f"{message['type']} in a match", peer.ask("refused", **message)["code"],
                    "wrongPhase")


@row("M2")
def messages_speak_for_their_sender_alone(bench):
    """Ids of others in a message change nothing for those others."""
    victim = bench.seated(type="create", private=True)
    player = bench.seated(type="join", room=victim.seat["room"])
    number = victim.seat["player"]
    player.ask("left", type="leave", player=number, room=victim.seat["room"],
               resumeToken=victim.seat["resumeToken"])
    bench.check("leave with another's number: the other still plays", victim.snapshot()[0], 2)
    # A newcomer is told the roster as it is now.
    newcomer = bench.greeted().sit(type="spectate", room=victim.seat["room"])
    seats = [seat["player"] for seat in newcomer.expect("roster")["seats"]
             if seat["state"] == "human"]
    bench.check("the same: who is in the room", number in seats, True)


@row("M2")
def repeated_nonsense_is_closed(bench):
    peer = bench.greeted()
    peer.send(text({"type": "dance"}) * 20)
    found = peer.frames_to_the_end()
    bench.check("20 unknown types: refusals", sum(opcode == TEXT for opcode, _ in found), 8)
    bench.check("the same: closed with", int.from_bytes(found[-1][1][:2], "big"), 4422)


@row("M3")
def inputs_of_a_wrong_form_are_closed(bench):
    model = bench.greeted()
    whole = model.input(1)[6:]
    rows = [("too short by 1", whole[:-1]), ("too long by 1", whole + b"\0"), ("empty", b""),
            ("a head alone", whole[:11]), ("of kind 0", b"\0" + whole[1:]),
            ("of kind 2", b"\2" + whole[1:]), ("with padding bits", whole[:-1] + b"\x80"),
            ("of 4,000 bytes", bytes(4_000))]
    for what, data in rows:
        bench.check(f"an input {what}", bench.closed_by(frame(2, data), seated=True), 4422)
    bench.check("an input of 65,537 bytes", bench.closed_by(
        frame(2, bytes(65_537)), seated=True), 1009)
    bench.check("an input without a seat", bench.closed_by(frame(2, whole)), 4422)


def running(bench):
    """A player in a match of its own that runs."""
    peer = bench.seated(type="create", private=True)
    if peer.seat["phase"] != "running":
        peer.expect("phase", phase="running")
    return peer


def acknowledged(peer, sequence, snapshots=25):
    """Whether an input is applied within so many snapshots, and what the last one said."""
    for _ in range(snapshots):
        snapshot = peer.snapshot()
        if snapshot[1] == sequence & 0xFFFF:
            break
    return snapshot[1], snapshot[2]


@row("M3")
def inputs_for_other_times_gain_nothing(bench):
    peer = running(bench)
    now = peer.snapshot()[3]
    peer.send(peer.input(10))
    bench.check("input 10 for the next tick: applied", acknowledged(peer, 10)[0], 10)
    for what, tick in (("in 1,000 ticks", now + 1_000), ("2^31 ahead", now + (1 << 31) - 1),
                       ("2^32-1", (1 << 32) - 1)):
        peer.send(peer.input(11, tick=tick))
        sequence = acknowledged(peer, 11)[0]
        late = tick - now >= 1 << 31
        bench.check(f"input 11 for tick {what}: applied", sequence, {10, 11} if late else 10)
    peer.send(peer.input(20, tick=1))
    sequence, lead = acknowledged(peer, 20)
    bench.check("input 20 for tick 1: applied as late", (sequence, lead < 0), (20, True))
    for back in (19, 20, 20 - 30_000):
        peer.send(peer.input(back, ack=now))
        bench.check(f"input {back} after input 20: applied", acknowledged(peer, back, 10)[0]
                    if back != 20 else acknowledged(peer, 1, 5)[0], 20)
    for ack in (0, 1, now + 100_000, (1 << 32) - 1):
        peer.send(peer.input(21 + ack % 7, ack=ack))
        bench.check(f"an ack of {ack}: the next snapshot", peer.snapshot()[0], 2)


@row("M3")
def many_inputs_for_a_tick_are_one(bench):
    """A hundred inputs for one tick: the newest counts, and one is applied for each tick."""
    peer = running(bench)
    tick = peer.snapshot()[3] + 8
    peer.send(b"".join(peer.input(number, tick=tick) for number in range(1, 101)))
    applied = []
    while not applied or applied[-1][3] < tick + 4:
        applied.append(peer.snapshot())
    bench.check("100 inputs for one tick: applied", sorted({s[1] for s in applied} - {0}), [100])
    early = [s for s in applied if s[3] < tick and s[1]]
    bench.check("the same: applied before their tick", len(early), 0)


NAMES = [
    ("a line break", "a\nb"), ("a carriage return", "a\r\nb"), ("NUL", "a\0b"),
    ("an escape code", "\x1b[31mred\x1b[0m"), ("a bell", "a\x07b"), ("delete", "a\x7fb"),
    ("C1 control", "a\x9b31mb"), ("an override to the left", "a\u202eb"),
    ("isolates", "a\u2066b\u2069"), ("a mark to the right", "a\u200fb"),
    ("zero-width letters", "a\u200b\u200d\ufeffb"), ("a line separator", "a\u2028b"),
    ("a tag letter", "a\U000e0041b"), ("nothing but control", "\x01\x02\u202e"),
]
HIDDEN = re.compile("[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
                    "\U000e0000-\U000e007f]")


@row("M4", "--log-level", "trace")
def names_are_cleaned_and_logs_keep_their_lines(bench):
    for what, name in NAMES:
        peer = bench.seated(name=name, type="create", private=True)
        seats = peer.expect("roster")["seats"]
        (shown,) = [s["name"] for s in seats if s["player"] == peer.seat["player"]]
        bench.check(f"a name with {what}: hidden characters in the roster",
                    HIDDEN.findall(shown), [])
    rows = [("of 25 letters", "x" * 25), ("of 60 combining marks", "a" + "\u0301" * 60),
            ("of 3,000 letters", "x" * 3_000)]
    for what, name in rows:
        peer = bench.upgraded()
        bench.check(f"a name {what}", peer.ask("refused", type="hello", protocol=1, name=name)[
            "code"], "badMessage")
    peer = bench.upgraded()
    peer.send(text({"type": "hello", "protocol": 1, "name": "x" * (1 << 20)}))
    bench.check("a name of 1 MB", peer.close_code(), 1009)
    odd = "x\r\n2026-01-01T00:00:00Z critical: forged\x1b[31m"
    for message in ({"type": odd}, {"type": "join", "room": odd}):
        refusal(bench, json.dumps(message).encode())
    bench.closed_by(closing(4000, odd.encode()))
    for line in ("Origin: \x1b[31m", "User-Agent: \x1b[31m", "X-Forwarded-For: \x1b[31m"):
        bench.connect().status(request("/play", *upgrade_lines(line)), 5)
    bench.connect().status(request("/%0aforged%1b[31m"), 5)
    lines = bench.server.output().splitlines()
    bench.check(f"{len(lines)} lines of log: hidden characters",
                HIDDEN.findall("".join(lines)), [])
    bench.check("the same: lines that begin with `2026` or say `forged` as their own",
                [line for line in lines if line.startswith("2026-01-01")], [])
