"""Plays over TLS: versions, refusals, new certificates, many clients, both ports at once.

usage: test.py PROGRAM        the path of the demo's executable

Needs the command `openssl`, from the package of that name, to make certificates.
"""

import contextlib
import http.client
import os
import random
import shutil
import ssl
import sys
import tempfile
import time
from pathlib import Path

from secure import Certificate, SecureClient, SecureServer, everything
from umpire_client import Client, Fault  # noqa: I001 (secure.py says where it is)

SEED = 20
CROWD = 100
# A snapshot that builds on one of so many ticks before is a gap that a player would see.
GAP_TICKS = 8


def hold(condition, what):
    if not condition:
        raise Fault(what)


def same(got, expected, what):
    hold(got == expected, f"{what}: {got!r}, not {expected!r}")


def play(client, count):
    """Follows the match and sends an input after each snapshot, until the last is applied."""
    # Behind the answer the newest snapshot is known; inputs for older ticks would be late.
    client.ask("pong", type="ping", id=client.snapshots)
    fields = client.welcome["schema"]["input"]["fields"]
    for turn in range(count):
        client.send_input([turn % (field.get("limit", 1) + 1) for field in fields])
        client.follow(1)
    deadline = client.snapshots + 60
    while client.newest.ack_sequence != client.sequence and client.snapshots < deadline:
        client.follow(1)
    same(client.newest.ack_sequence, client.sequence, "the last input that was applied")


def seated(server, context, **options):
    """A player in a match."""
    client = SecureClient(server.tls_port, context, **options)
    if client.ask("seated", type="quickMatch")["phase"] != "running":
        client.expect("phase", phase="running")
    client.follow(5)
    client.oldest = 0
    return client


def page(connection):
    with contextlib.closing(connection):
        connection.request("GET", "/")
        answer = connection.getresponse()
        return answer.status, answer.read()


def the_page_is_the_same_on_both_ports(program, own, _folder):
    with SecureServer(program, own) as server:
        plain = page(http.client.HTTPConnection("localhost", server.port))
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            secure = page(http.client.HTTPSConnection(
                "localhost", server.tls_port, context=own.context(version)))
            same(secure[0], 200, "the status over TLS")
            hold(secure[1] == plain[1] and b"<html" in plain[1], "the pages differ")
        return f"{len(plain[1])} bytes"


def a_match_is_played_in_both_versions_and_without_tls(program, own, _folder):
    with SecureServer(program, own) as server:
        for version, name in ((ssl.TLSVersion.TLSv1_2, "TLSv1.2"),
                              (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
            with seated(server, own.context(version), name="Ada") as client, \
                    Client(server.url, name="Bea") as neighbour:
                same(client.version(), name, "the version")
                room = client.seat["room"]
                same(neighbour.ask("seated", type="join", room=room)["room"], room, "the room")
                play(client, 60)
                play(neighbour, 20)
                hold(client.hashes >= 4, f"only {client.hashes} hashes came")


def a_player_returns_over_tls(program, own, _folder):
    with SecureServer(program, own) as server:
        with seated(server, own.context()) as client:
            before = client.seat
            client.drop()
        with SecureClient(server.tls_port, own.context(), resume=before["resumeToken"]) as back:
            again = back.expect("seated")
            same((again["room"], again["player"]), (before["room"], before["player"]), "the seat")
            back.follow(20)


def old_versions_are_told(program, own, _folder):
    with SecureServer(program, own) as server:
        for minor in (1, 2):
            # A hello of TLS 1.0 or 1.1, made by hand: libraries refuse to.
            body = bytes([3, minor]) + bytes(32) + bytes([0, 0, 2, 0xC0, 0x13, 1, 0])
            hello = bytes([1, 0, 0, len(body)]) + body
            with server.connect() as connection:
                connection.sendall(bytes([22, 3, 1, 0, len(hello)]) + hello)
                answer = everything(connection)
            same((answer[:1], answer[3:]), (b"\x15", bytes([0, 2, 2, 70])),
                 f"the alert for minor version {minor}")


def http_without_tls_is_told(program, own, _folder):
    with SecureServer(program, own) as server, server.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = everything(connection)
        hold(answer.startswith(b"HTTP/1.1 400 "), f"the answer is {answer!r}")
        hold(b"https://" in answer, f"the answer does not say https://: {answer!r}")


def garbage_costs_nobody_else_anything(program, own, _folder):
    rows = random.Random(SEED)
    with SecureServer(program, own) as server, seated(server, own.context()) as witness:
        for index in range(30):
            with server.connect() as connection:
                beginning = [b"", bytes([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]),
                             bytes([22, 3, 1, 255, 255])][index % 3]
                with contextlib.suppress(ConnectionResetError, BrokenPipeError):
                    connection.sendall(beginning + rows.randbytes(100_000))
                    everything(connection)
            witness.follow(1)
        # Some begin and say no more; one breaks off in the midst of a match.
        with contextlib.ExitStack() as silent:
            for count in (0, 1, 5, 11):
                connection = silent.enter_context(server.connect())
                connection.sendall(bytes([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3])[:count])
            with seated(server, own.context()) as broken:
                # Under the TLS of this connection, as a changed byte on the way would be.
                broken.secure.plain.sendall(b"\x17\x03\x03\x00\x20" + bytes(32))
                hold(broken.closed() in (1006, None), "a damaged record was accepted")
            play(witness, 30)
        hold(witness.oldest <= GAP_TICKS, f"a snapshot built on {witness.oldest} ticks before")
        return f"seed {SEED}"


def a_new_certificate_disturbs_no_player(program, own, folder):
    old, new = own.fingerprint(), Certificate(folder, "new")
    with SecureServer(program, own) as server, seated(server, own.context()) as player:
        same(server.shown(), old, "the certificate at first")
        own.replace(new)
        same(server.shown(), old, "the certificate before the signal")
        server.reload()
        server.wait_until_shown(new)
        play(player, 60)
        hold(player.oldest <= GAP_TICKS, f"a snapshot built on {player.oldest} ticks before")
        same((player.keyframes, player.shown()), (1, old), "keyframes and certificate")
        with seated(server, new.context()) as another:
            same(another.shown(), new.fingerprint(), "the certificate of a new player")
            play(another, 10)


def broken_files_change_nothing(program, own, folder):
    other = Certificate(folder, "other")
    whole = own.certificate.read_bytes(), own.key.read_bytes()
    with SecureServer(program, own) as server, seated(server, own.context()) as player:
        context, shown = own.context(), own.fingerprint()
        rows = [(own.key, other.key.read_bytes(), "does not belong"),
                (own.certificate, b"", "holds no certificate"),
                (own.key, b"nothing", "holds no private key"),
                (own.certificate, None, "cannot be read")]
        for path, data, reason in rows:
            if data is None:
                path.unlink()
            else:
                path.write_bytes(data)
            server.expect(reason, after=server.reload())
            same(server.shown(), shown, f"the certificate when {path.name} {reason}")
            own.certificate.write_bytes(whole[0])
            own.key.write_bytes(whole[1])
            with SecureClient(server.tls_port, context) as another:
                another.ask("pong", type="ping", id=1)
            play(player, 5)
        hold(player.oldest <= GAP_TICKS, f"a snapshot built on {player.oldest} ticks before")


def a_server_with_broken_files_does_not_start(program, own, _folder):
    own.key.write_bytes(b"nothing")
    try:
        with SecureServer(program, own):
            raise Fault("it started")
    except Fault as fault:
        hold("holds no private key" in str(fault), f"no reason is given: {fault}")


def a_crowd_plays(program, own, _folder):
    begun = time.monotonic()
    with SecureServer(program, own) as server, contextlib.ExitStack() as crowd:
        context = own.context()
        clients = [crowd.enter_context(SecureClient(server.tls_port, context))
                   for _ in range(CROWD)]
        for client in clients:
            client.ask("seated", type="quickMatch")
        for client in clients:
            client.follow(5)
        rooms = {client.seat["room"] for client in clients}
        return f"{CROWD} clients, {len(rooms)} rooms, {time.monotonic() - begun:.1f} s"


def players_move_between_loops(program, own, _folder):
    """Rooms are on both loops, so that who visits all of them moves."""
    with SecureServer(program, own, "--loops", "2", "--bots", "0") as server, \
            contextlib.ExitStack() as owners:
        rooms = []
        for _ in range(4):
            owner = owners.enter_context(SecureClient(server.tls_port, own.context()))
            rooms.append(owner.ask("seated", type="create", private=True)["room"])
            owner.follow(1)
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            for first in range(len(rooms)):
                with SecureClient(server.tls_port, own.context(version)) as visitor:
                    for room in (rooms[first], rooms[first - 1]):
                        seat = visitor.ask("seated", type="join", room=room)
                        same(seat["room"], room, "the room")
                        if seat["phase"] != "running":
                            visitor.expect("phase", phase="running")
                        play(visitor, 10)
                        visitor.ask("left", type="leave")


TESTS = [
    the_page_is_the_same_on_both_ports, a_match_is_played_in_both_versions_and_without_tls,
    a_player_returns_over_tls, old_versions_are_told, http_without_tls_is_told,
    garbage_costs_nobody_else_anything, a_new_certificate_disturbs_no_player,
    broken_files_change_nothing, a_server_with_broken_files_does_not_start, a_crowd_plays,
    players_move_between_loops,
]


def main():
    if len(sys.argv) != 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit(__doc__)
    failures = 0
    for test in TESTS:
        folder = Path(tempfile.mkdtemp(prefix="umpire-tls-"))
        name, begun = test.__name__.replace("_", " "), time.monotonic()
        try:
            note = test(os.path.abspath(sys.argv[1]), Certificate(folder, "own"), folder)
            print(f"ok   {name} ({time.monotonic() - begun:.1f} s{', ' + note if note else ''})",
                  flush=True)
        except Exception as fault:  # each test reports; none hides another
            failures += 1
            print(f"FAIL {name}: {type(fault).__name__} {fault}", flush=True)
        finally:
            shutil.rmtree(folder)
    print(f"{len(TESTS)} TLS tests, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
