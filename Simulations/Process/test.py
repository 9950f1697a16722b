"""Checks the program as a process: signals, exit statuses, messages, and what a crash leaves.

usage: test.py PROGRAM        the path of the demo's executable
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Client"))

from server import Server  # noqa: E402
from umpire_client import Client  # noqa: E402

GRACE_SECONDS = 2.0
USAGE_STATUS = 64


def hold(condition, what):
    if not condition:
        raise AssertionError(what)


def run(program, *arguments, seconds=60):
    return subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=seconds)


def ends_in_time(program, folder, number):
    """A signal during a match: clients hear 1001, the process exits 0, both in time."""
    with Server(program, "--record", str(folder / "recordings")) as server:
        with Client(server.url, name="Ada") as player, Client(server.url) as watcher, \
                Client(server.url) as idle, silent(server.port, b""), \
                silent(server.port, b"GET /play HTTP/1.1\r\nHost"), deaf(server.port):
            room = player.ask("seated", type="quickMatch")["room"]
            watcher.ask("seated", type="spectate", room=room)
            player.expect("phase", phase="running")
            player.follow(30)
            watcher.follow(1)
            begun = time.monotonic()
            server.send(number)
            codes = [client.closed() for client in (player, watcher, idle)]
            hold(codes == [1001] * 3, f"the clients were closed with {codes}")
            status = server.end(10)
            took = time.monotonic() - begun
        hold(status == 0, f"exit {status}; it said: {server.output()}")
        hold(took < GRACE_SECONDS, f"the end took {took:.2f} s")
    verify(program, folder / "recordings", "broken off")
    return f"{took:.2f} s"


def silent(port, beginning):
    """A connection that never says another word."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(beginning)
    return connection


def deaf(port):
    """A spectator that never reads, nor answers a close frame."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", port))
    connection.sendall(
        b"GET /play HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
    for message in (b'{"type":"hello","protocol":1}', b'{"type":"quickMatch"}'):
        connection.sendall(bytes([0x81, 0x80 | len(message), 0, 0, 0, 0]) + message)
    return connection


def verify(program, path, expected):
    """Every recording verifies, and at least one report contains the text."""
    result = run(program, "replay", "verify", str(path))
    hold(result.returncode == 0, f"verify: exit {result.returncode}: {result.stdout}")
    hold(expected in result.stdout, f"verify does not say `{expected}`: {result.stdout}")
    return result.stdout


def sigterm_ends_a_match_in_order(program, folder):
    return ends_in_time(program, folder, signal.SIGTERM)


def sigint_ends_a_match_in_order(program, folder):
    return ends_in_time(program, folder, signal.SIGINT)


def a_signal_without_clients_ends_at_once(program, folder):
    with Server(program, "--no-record") as server:
        server.send(signal.SIGTERM)
        status = server.end(GRACE_SECONDS)
        hold(status == 0, f"exit {status}; it said: {server.output()}")


def a_second_signal_waits_for_nobody(program, folder):
    with Server(program, "--no-record") as server, Client(server.url) as first, \
            deaf(server.port):
        first.ask("seated", type="quickMatch")
        first.follow(5)
        server.send(signal.SIGINT)
        hold(first.closed() == 1001, "the first signal told nobody")
        begun = time.monotonic()
        server.send(signal.SIGINT)
        status = server.end(10)
        hold(status == 0, f"exit {status}; it said: {server.output()}")
        took = time.monotonic() - begun
        hold(took < 0.5, f"the end took {took:.2f} s")


def a_port_in_use_is_named(program, folder):
    with Server(program, "--no-record") as server:
        second = run(program, "serve", "--port", str(server.port), "--no-record")
        hold(second.returncode not in (0, USAGE_STATUS), f"exit {second.returncode}")
        for word in (f"port {server.port}", "--port"):
            hold(word in second.stderr, f"the message lacks `{word}`: {second.stderr}")
        hold(second.stdout == "", f"it said it was serving: {second.stdout}")


def an_unusable_folder_is_named(program, folder):
    (folder / "file").write_text("")
    result = run(program, "serve", "--port", "0", "--record", str(folder / "file" / "below"))
    hold(result.returncode not in (0, USAGE_STATUS), f"exit {result.returncode}")
    hold("--record" in result.stderr, f"no remedy: {result.stderr}")


def every_command_helps(program, folder):
    seen, waiting = [], [[]]
    while waiting:
        command = waiting.pop()
        result = run(program, *command, "--help")
        hold(result.returncode == 0, f"{command} --help: exit {result.returncode}")
        hold("OVERVIEW:" in result.stdout and "USAGE:" in result.stdout,
             f"{command} --help says: {result.stdout}")
        hold(result.stderr == "", f"{command} --help complains: {result.stderr}")
        undocumented = re.findall(r"^  (-\S+)\s*$", result.stdout, re.MULTILINE)
        hold(not undocumented, f"{command}: {undocumented} have no help")
        seen.append(" ".join(command))
        below = result.stdout.partition("SUBCOMMANDS:")[2].partition("\n\n")[0]
        waiting += [[*command, name] for name in re.findall(r"^  (\w+)", below, re.MULTILINE)]
    for command in ("serve", "replay verify", "bots", "schema"):
        hold(command in seen, f"the command `{command}` is not listed: {seen}")
    version = run(program, "--version")
    hold(re.fullmatch(r"\d+\.\d+\.\d+\n", version.stdout), f"--version: {version.stdout}")
    return f"{len(seen)} commands"


def bad_arguments_are_refused(program, folder):
    rows = [
        ["dance"], ["--dance"], ["serve", "--port", "65536"], ["serve", "--port=-1"],
        ["serve", "--port", "http"], ["serve", "--bots", "65"], ["serve", "--bots=-1"],
        ["serve", "--log-level", "loud"], ["serve", "more"], ["replay", "verify"],
        ["replay", "dance"], ["schema", "--dance"], ["bots", "--players", "0"],
        ["bots", "--players", "many"],
    ]
    for row in rows:
        result = run(program, *row)
        hold(result.returncode == USAGE_STATUS, f"{row}: exit {result.returncode}")
        hold(result.stderr.startswith("Error: "), f"{row} says: {result.stderr}")
        hold(result.stdout == "", f"{row} goes on: {result.stdout}")
    return f"{len(rows)} rows"


def files_that_are_no_recordings_are_refused(program, folder):
    (folder / "empty.umpr").write_bytes(b"")
    (folder / "text.umpr").write_bytes(b"This is no recording." * 20)
    for name in ("empty.umpr", "text.umpr", "missing.umpr"):
        result = run(program, "replay", "verify", str(folder / name))
        hold(result.returncode == 1, f"{name}: exit {result.returncode}: {result.stdout}")
        hold(name in result.stdout + result.stderr, f"{name} is not named")


def a_killed_server_leaves_readable_recordings(program, folder):
    """Whole chunks of about a second are there, whatever the moment of the kill."""
    recordings = folder / "recordings"
    with Server(program, "--record", str(recordings)) as server, Client(server.url) as player:
        player.ask("seated", type="quickMatch")
        player.expect("phase", phase="running")
        player.follow(150)
        server.send(signal.SIGKILL)
        hold(server.end(10) == -signal.SIGKILL, "the kill was not the end")
    (file,) = recordings.glob("*.umpr")
    report = verify(program, file, "without an end")
    ticks = int(re.search(r"all (\d+) hashes", report)[1])
    hold(ticks >= 90, f"only {ticks} of 150 ticks were kept")
    return f"{ticks} of 150 ticks, {cut_everywhere(program, file, ticks, folder / 'cut')}"


def cut_everywhere(program, file, ticks, folder):
    """A write that was broken off at any byte costs its own chunk and no other."""
    folder.mkdir()
    whole = file.read_bytes()
    lengths = sorted(range(len(whole) - 1, max(200, len(whole) - 1500), -37))
    for length in lengths:
        (folder / f"cut-{length:06}.umpr").write_bytes(whole[:length])
    report = verify(program, folder, "without an end")
    kept = [int(count) for count in re.findall(r"all (\d+) hashes", report)]
    hold(len(kept) == len(lengths), f"{len(kept)} of {len(lengths)} were read")
    hold(kept == sorted(kept) and kept[-1] < ticks, f"longer files keep fewer ticks: {kept}")
    return f"{len(lengths)} cuts"


def a_flipped_bit_is_found(program, folder):
    """One bit anywhere in a finished recording: verify fails, and never says that it holds."""
    recordings = folder / "recordings"
    with Server(program, "--record", str(recordings)) as server, Client(server.url) as player:
        player.ask("seated", type="quickMatch")
        player.follow(90)
        server.send(signal.SIGTERM)
        hold(server.end(10) == 0, "the server did not end in order")
    (file,) = recordings.glob("*.umpr")
    whole = file.read_bytes()
    flips = folder / "flips"
    flips.mkdir()
    places = range(0, len(whole), max(1, len(whole) // 60))
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        (flips / f"flip-{place:06}.umpr").write_bytes(damaged)
    result = run(program, "replay", "verify", str(flips))
    hold(result.returncode == 1, f"exit {result.returncode}: {result.stdout}")
    hold(f"0 of {len(places)} hold" in result.stdout, f"a damaged file holds: {result.stdout}")
    return f"{len(places)} flips"


TESTS = [
    sigterm_ends_a_match_in_order, sigint_ends_a_match_in_order,
    a_signal_without_clients_ends_at_once, a_second_signal_waits_for_nobody,
    a_port_in_use_is_named, an_unusable_folder_is_named, every_command_helps,
    bad_arguments_are_refused, files_that_are_no_recordings_are_refused,
    a_killed_server_leaves_readable_recordings, a_flipped_bit_is_found,
]


def main():
    if len(sys.argv) != 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit(__doc__)
    failures = 0
    for test in TESTS:
        folder = Path(tempfile.mkdtemp(prefix="umpire-process-"))
        name, begun = test.__name__.replace("_", " "), time.monotonic()
        try:
            note = test(os.path.abspath(sys.argv[1]), folder)
            print(f"ok   {name} ({time.monotonic() - begun:.1f} s{', ' + note if note else ''})",
                  flush=True)
        except Exception as fault:  # each test reports; none hides another
            failures += 1
            print(f"FAIL {name}: {type(fault).__name__} {fault}", flush=True)
        finally:
            shutil.rmtree(folder)
    print(f"{len(TESTS)} process tests, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
