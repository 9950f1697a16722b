"""Plays on a running server as Protocol.md says, and checks every answer.

usage: test.py ws://HOST:PORT/play
"""

import json
import struct
import sys
import time

from websockets.exceptions import ConnectionClosed

from umpire_client import Client, Fault  # noqa: I001 (it says where Conformance is)
from codec import murmur3
from symbols import Bits

SNAPSHOTS = 330
HASHES = 18
checks = 0


def hold(condition, what):
    """Counts a check; a failed one ends the run."""
    global checks
    checks += 1
    if not condition:
        raise Fault(what)


def same(got, expected, what):
    hold(got == expected, f"{what}: {got!r}, not {expected!r}")


def close_code(url, *frames, **options):
    """The code with which the server ends a connection that sends these frames."""
    try:
        with Client(url, **options) as client:
            for frame in frames:
                client.socket.send(frame)
            return client.closed()
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else 1006


def text(**message):
    return json.dumps(message)


def decoder_knows_its_own_examples(_url):
    """The layouts of Protocol.md on values worked out by hand."""
    same(Bits(bytes([0b101])).read(3), 5, "the first bit is the lowest")
    same(Bits(bytes([0b00000011])).varint(), 3, "a varint of one group")
    same(Bits(bytes([0b00110001, 0])).varint(), 1 | 1 << 4, "a varint of two groups")
    same(murmur3([]), 0, "MurmurHash3 of nothing")
    same(murmur3([0x12345678]), murmur3([0x12345678]), "MurmurHash3 is a function")
    # "test" and "Hello, world!!!!" are words only when their length is a multiple of four.
    same(murmur3(struct.unpack("<I", b"test")), 0xBA6BD213, "MurmurHash3 of `test`")


def quick_match_is_followed_exactly(url):
    with Client(url, name="Ada") as client:
        seated = client.ask("seated", type="quickMatch")
        same((seated["spectator"], seated["returned"]), (False, False), "a first seat")
        hold(0 <= seated["player"] < 64, "player is 0…63")
        hold(len(seated["resumeToken"]) == 32 and int(seated["resumeToken"], 16) >= 0,
             "a token is 32 hex digits")
        if seated["phase"] != "running":
            client.expect("phase", phase="running")
        client.follow(1)
        inputs = play(client, SNAPSHOTS)
        hold(client.hashes >= HASHES, f"only {client.hashes} hashes came")
        same(client.keyframes, 1, "keyframes on one connection")
        acknowledged(client, inputs)
        print(f"     {client.snapshots} snapshots, {client.hashes} hashes, {client.cues} cues, "
              f"{inputs} inputs")


def play(client, count):
    """Sends an input after each snapshot, at every legal word of every field in turn."""
    fields = client.welcome["schema"]["input"]["fields"]
    for turn in range(count):
        client.send_input([turn % (field.get("limit", 1) + 1) for field in fields])
        client.follow(1)
    return count


def acknowledged(client, inputs):
    """The newest input sent is applied sooner or later, and the lead of it is told."""
    deadline = client.snapshots + 60
    while client.newest.ack_sequence != inputs and client.snapshots < deadline:
        client.follow(1)
    same(client.newest.ack_sequence, inputs, "ackSequence after the last input")
    hold(-60 < client.newest.lead <= 32, f"the last input's lead is {client.newest.lead}")


def welcome_leaves_a_known_schema_out(url):
    with Client(url) as client:
        schema_hash = client.welcome["schemaHash"]
        same(len(schema_hash), 16, "length of schemaHash")
    with Client(url, greet=False) as client:
        client.send(type="hello", protocol=1, schemaHash=schema_hash)
        hold("schema" not in client.expect("welcome"), "a client that knows the schema got it")
    with Client(url, greet=False) as client:
        client.send(type="hello", protocol=1, schemaHash="0" * 16)
        hold("schema" in client.expect("welcome"), "a client with another schema got none")


def faulty_messages_are_refused(url):
    rows = [
        ("{", "", "badJSON"),
        ("[]", "", "badJSON"),
        ("{}", "", "badMessage"),
        (text(type="dance"), "dance", "unknownType"),
        (text(type="hello", protocol=1), "hello", "wrongPhase"),
        (text(type="leave"), "leave", "wrongPhase"),
        (text(type="rematch"), "rematch", "wrongPhase"),
        (text(type="join"), "join", "badMessage"),
        (text(type="join", room=7), "join", "badMessage"),
        (text(type="join", room="ZZZZZ"), "join", "noSuchRoom"),
        (text(type="spectate", room="ZZZZZ"), "spectate", "noSuchRoom"),
        (text(type="create", seats=1000), "create", "badMessage"),
    ]
    for sent, of, code in rows:
        with Client(url) as client:
            client.socket.send(sent)
            refused = client.expect("refused")
            same((refused["of"], refused["code"]), (of, code), f"the answer to {sent}")
            hold(refused["message"], f"{sent} is refused without a word")
            same(client.ask("pong", type="ping", id=7)["tick"], 0, "open after a refusal")


def the_eighth_refusal_is_the_last(url):
    with Client(url) as client:
        for _ in range(7):
            same(client.ask("refused", type="dance")["code"], "unknownType", "a refusal")
        client.ask("pong", type="ping", id=1)
        client.ask("refused", type="dance")
        same(client.closed(), 4422, "after eight refusals")


def hello_comes_first(url):
    for kind in ("ping", "quickMatch", "list"):
        with Client(url, greet=False) as client:
            same(client.ask("refused", type=kind, id=1)["code"], "wrongPhase", kind)
    with Client(url, greet=False) as client:
        client.send(type="hello", protocol=1, name="x" * 25)
        same(client.expect("refused")["code"], "badMessage", "a name of 25 characters")


def broken_clients_are_closed(url):
    hello, zeros = text(type="hello", protocol=2), bytes(14)
    same(close_code(url, hello, greet=False), 4426, "protocol 2")
    same(close_code(url, *["{"] * 20), 4422, "twenty refusals in one go")
    same(close_code(url, b"\1" + zeros[:12]), 4422, "an input without a seat")
    same(close_code(url, b"", greet=False), 4422, "an empty binary frame before hello")
    for token in ("0" * 32, "12", "x" * 32):
        same(close_code(url, resume=token), 4403, f"the wrong token {token}")
    seat = text(type="quickMatch")
    same(close_code(url, seat, b"\1" + zeros[:11]), 4422, "an input that is too short")
    same(close_code(url, seat, b"\1" + zeros[:13]), 4422, "an input that is too long")
    same(close_code(url, seat, b"\3" + zeros[:12]), 4422, "a binary frame of kind 3")
    padding = b"\1" + zeros[:11] + b"\x80"
    same(close_code(url, seat, padding), 4422, "an input with a padding bit")
    same(close_code(url, *[text(type="ping", id=n) for n in range(200)]), 4429, "200 pings")


def a_dropped_player_returns_to_the_same_seat(url):
    with Client(url, name="Bea") as witness, Client(url, name="Cyd") as lost:
        room = witness.ask("seated", type="create", private=True)["room"]
        seat = lost.ask("seated", type="join", room=room)
        lost.follow(40)
        lost.drop()
        roster_says(witness, seat["player"], "dropped")
        with Client(url, resume=seat["resumeToken"]) as unheard:
            unheard.expect("seated")
            unheard.drop()  # As if the answer were lost: the token must work once more.
        with Client(url, resume=seat["resumeToken"]) as back:
            again = back.expect("seated")
            same((again["room"], again["player"], again["returned"]),
                 (room, seat["player"], True), "the seat after the return")
            hold(again["resumeToken"] != seat["resumeToken"], "the token is not new")
            roster_says(witness, seat["player"], "human")
            back.follow(40)
            same(back.keyframes, 1, "keyframes after the return")
            hold(back.hashes >= 3, "hashes after the return")
            play(back, 20)
            same(close_code(url, resume=seat["resumeToken"]), 4403, "the used token")


def roster_says(client, player, state):
    while True:
        seats = client.expect("roster")["seats"]
        if any(seat["player"] == player and seat["state"] == state for seat in seats):
            return hold(True, "")


def a_second_connection_takes_the_seat_over(url):
    with Client(url) as first:
        seat = first.ask("seated", type="create", private=True)
        with Client(url, resume=seat["resumeToken"]) as second:
            again = second.expect("seated")
            same((again["room"], again["player"]), (seat["room"], seat["player"]), "the seat")
            same(first.closed(), 4409, "the first connection")
            second.follow(40)


def who_asks_gets_a_keyframe(url):
    with Client(url) as player, Client(url) as spectator:
        same(player.ask("refused", type="resync", tick=1, reason="hash")["code"], "wrongPhase",
             "a keyframe outside a room")
        room = player.ask("seated", type="create", private=True)["room"]
        spectator.ask("seated", type="spectate", room=room)
        for client in (player, spectator):
            client.follow(20)
            client.send(type="resync", tick=client.tick, viewHash=7, reason="hash")
            last = client.snapshots + 200  # Who was not read for a while has old ones to read.
            while client.keyframes < 2 and client.snapshots < last:
                client.receive()
            client.follow(20)
            same(client.keyframes, 2, "keyframes, one of them asked for")
        for wrong in ({}, {"tick": 1}, {"tick": -1, "reason": "hash"},
                      {"tick": 1 << 32, "reason": "hash"}, {"tick": 1, "reason": "whim"},
                      {"tick": 1, "reason": "hash", "viewHash": "7"}):
            same(player.ask("refused", type="resync", **wrong)["code"], "badMessage", f"{wrong}")


def keyframes_are_asked_for_in_moderation(url):
    with Client(url) as client:
        client.ask("seated", type="quickMatch")
        client.follow(5)
        for _ in range(3):
            client.send(type="resync", tick=client.tick, reason="decode")
        refused = client.ask("refused", type="resync", tick=client.tick, reason="decode")
        same((refused["of"], refused["code"]), ("resync", "tooManyResyncs"), "the fourth at once")
        client.follow(40)
        hold(2 <= client.keyframes <= 4, f"{client.keyframes} keyframes for three requests")


def a_lost_state_is_healed_on_the_same_connection(url):
    with Client(url, heals=True) as client:
        client.ask("seated", type="quickMatch")
        client.follow(20)
        table = next(table for table in client.view.tables if table)
        table[max(table)][0] ^= 1  # As if a bit of the state had been lost.
        client.follow(60)
        same((client.resyncs, client.keyframes), (1, 2), "one request, one keyframe for it")
        healthy = client.hashes
        client.follow(40)
        hold(client.hashes > healthy, "hashes after it")
        client.take_in(b"\2" + bytes(3))  # A frame that is none.
        client.follow(40)
        same((client.resyncs, client.keyframes), (2, 3), "one more of each")
        client.tick -= 1  # As if a frame had been lost.
        client.follow(40)
        same((client.resyncs, client.keyframes), (3, 4), "one more of each again")
        play(client, 10)


def a_spectator_sees_the_match(url):
    with Client(url) as player, Client(url) as spectator:
        room = player.ask("seated", type="quickMatch")["room"]
        seated = spectator.ask("seated", type="spectate", room=room)
        same((seated["player"], seated["spectator"]), (None, True), "a spectator's seat")
        hold("resumeToken" not in seated, "a spectator has no token")
        hold(spectator.expect("roster")["spectators"] >= 1, "the roster counts spectators")
        spectator.follow(40)
        hold(spectator.hashes >= 3, "hashes of a spectator")
        same(close_code(url, text(type="spectate", room=room), b"\1" + bytes(12)), 4422,
             "a spectator's input")


def a_private_room_is_found_by_code_alone(url):
    with Client(url, name="Dot") as owner, Client(url, name="Eli") as guest:
        room = owner.ask("seated", type="create", private=True, seats=2)["room"]
        listed = [match["room"] for match in guest.ask("matches", type="list")["matches"]]
        hold(room not in listed, "a private room is listed")
        seated = guest.ask("seated", type="join", room=room)
        same(seated["room"], room, "the room joined")
        roster_says(owner, seated["player"], "human")
        with Client(url) as third:
            refusal = third.ask("refused", type="join", room=room)
            same(refusal["code"], "noSuchRoom", "a third of two")
        same(guest.ask("refused", type="quickMatch")["code"], "wrongPhase", "a second seat")
        guest.follow(20)


def a_player_leaves_for_good(url):
    with Client(url) as player:
        token = player.ask("seated", type="quickMatch")["resumeToken"]
        player.follow(20)
        player.ask("left", type="leave")
        same(player.ask("refused", type="leave")["code"], "wrongPhase", "leaving twice")
        same(close_code(url, resume=token), 4403, "the token of a seat that was left")
        player.ask("seated", type="quickMatch")
        player.follow(20)


def main():
    if len(sys.argv) != 2 or not sys.argv[1].startswith("ws"):
        sys.exit(__doc__)
    tests = [value for name, value in globals().items()
             if callable(value) and getattr(value, "__code__", None)
             and value.__code__.co_varnames[:1] in (("url",), ("_url",)) and name != "close_code"]
    failures = 0
    for test in tests:
        name, before = test.__name__.replace("_", " "), time.monotonic()
        try:
            test(sys.argv[1])
            print(f"ok   {name} ({time.monotonic() - before:.1f} s)", flush=True)
        except (Fault, ConnectionClosed, TimeoutError, KeyError, OSError) as fault:
            failures += 1
            print(f"FAIL {name}: {type(fault).__name__} {fault}", flush=True)
    print(f"{len(tests)} client tests, {checks} checks, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
