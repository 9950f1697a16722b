"""What a flood costs others: their snapshots, and the server's memory, descriptors and time."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

from bench import at_most
from wire import Fault, Peer, request

CROWD = Path(__file__).resolve().parent / "crowd.py"
QUIET_SNAPSHOTS = 30
# With --strict the fine limits count, unless the server waits longer than this for a core: then
# the machine is shared with too much else. Without it only gross delays fail: a test says that
# something holds, and how well is for a quiet machine to measure.
BUSY_PERCENT = 3.0
GROSS_MILLISECONDS = 250.0


def is_fine(kept):
    """Whether the fine limits count."""
    return "--strict" in sys.argv and kept <= BUSY_PERCENT


# What another process, itself at the mercy of the scheduler, can tell apart.
JITTER_MILLISECONDS = 10.0
LATE_MICROSECONDS = 2_000
FLAT_BYTES = 12 << 20


def wait_until(condition, seconds, what):
    """Looks until the condition holds; how long that took."""
    begun, pause = time.monotonic(), threading.Event()
    while not condition():
        if time.monotonic() - begun > seconds:
            raise Fault(f"after {seconds:g} s still not: {what}")
        pause.wait(0.02)
    return time.monotonic() - begun


def holds_within(condition, seconds):
    """Whether the condition holds before the time is over."""
    try:
        wait_until(condition, seconds, "")
        return True
    except Fault:
        return False


class Process:
    """What Linux knows of a server's process."""

    def __init__(self, server):
        self.folder = Path("/proc") / str(server.process.pid)

    def memory(self):
        """Bytes in use (RSS)."""
        for line in (self.folder / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        return 0

    def descriptors(self):
        return len(list((self.folder / "fd").iterdir()))

    def seconds(self, column=0):
        """Processor time of all threads, to the nanosecond."""
        total = 0
        for task in (self.folder / "task").iterdir():
            try:
                total += int((task / "schedstat").read_text().split()[column])
            except OSError:  # the thread has just ended
                continue
        return total / 1e9

    def waited_seconds(self):
        """Time in which a thread could have run, but the machine had no core for it."""
        return self.seconds(column=1)


def settled_descriptors(bench):
    """Descriptors at rest, once a first connection has been served."""
    process = Process(bench.server)
    before = process.descriptors()
    health(bench.port, bench.address)
    # The first connection makes the event loop keep one in reserve.
    wait_until(lambda: process.descriptors() <= before + 1, 5, "the first connection is closed")
    return process.descriptors()


class Clock:
    """The share of one core that a process takes, from here to `share`."""

    def __init__(self, process):
        self.process = process
        self.used, self.begun = process.seconds(), time.monotonic()

    def share(self):
        """In percent."""
        return 100 * (self.process.seconds() - self.used) / (time.monotonic() - self.begun)

    def spent(self):
        """In seconds."""
        return self.process.seconds() - self.used


def health(port, address="127.0.0.1"):
    """What the server says of itself."""
    peer = Peer(port, address)
    try:
        peer.send(request("/health", "Connection: close"))
        return json.loads(peer.answer()[2])
    finally:
        peer.close()


def late_p99_microseconds(report):
    """The worst loop's 99th percentile of lateness; None while the server does not tell."""
    lateness = report.get("lateness")
    if lateness is None:
        return None
    loops = lateness if isinstance(lateness, list) else [lateness]
    return max((loop.get("p99", 0) for loop in loops), default=0)


class Crowd:
    """Players in a room of their own, or in a given one, who note when snapshots come."""

    def __init__(self, bench, room="-", count=4):
        self.bench = bench
        self.process = subprocess.Popen(
            [sys.executable, str(CROWD), str(bench.port), str(count), room, bench.address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.room = self.answer()["room"]

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise Fault("the bystanders are gone")
        return json.loads(line)

    def report(self, snapshots):
        """Gaps since the last report, once each player has so many more snapshots."""
        self.process.stdin.write(f"{snapshots}\n")
        self.process.stdin.flush()
        return self.answer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def costs_nobody(bench, attack, room="-", flat=FLAT_BYTES, snapshots=3):
    """Runs an attack and checks that others' snapshots, memory and descriptors stay as they are.

    Returns what the attack returns.
    """
    process = Process(bench.server)
    settled_descriptors(bench)
    where = "the same room" if room != "-" else "another room"
    with Crowd(bench, room) as crowd:
        quiet = crowd.report(QUIET_SNAPSHOTS)
        late = late_p99_microseconds(health(bench.port, bench.address))
        descriptors, memory = process.descriptors(), process.memory()
        begun, waited = time.monotonic(), process.waited_seconds()
        outcome = attack(crowd)
        grown = process.memory() - memory
        loud = crowd.report(snapshots)
        kept = 100 * (process.waited_seconds() - waited) / (time.monotonic() - begun)
        bench.close()
        limit = max(loud["period"], quiet["p99"]) + JITTER_MILLISECONDS
        bench.check(f"meanwhile {loud['count']} snapshots to players in {where}, p99 of the gaps "
                    f"in ms (quiet {quiet['p99']:.1f}{machine(kept)})", loud["p99"],
                    at_most(limit if is_fine(kept) else GROSS_MILLISECONDS))
        bench.check(f"meanwhile players in {where}, lost", loud["lost"], 0)
        check_lateness(bench, late, kept)
        bench.check("memory, grown by so many KiB", grown // 1024, at_most(flat // 1024))
        returned = holds_within(lambda: process.descriptors() <= descriptors, 5)
        bench.check("descriptors, 5 s after", "as before" if returned
                    else f"{process.descriptors()}, {descriptors} before", "as before")
    return outcome


def machine(kept):
    """A note on a machine that was too busy for fine measurements."""
    return f"; the machine kept the server waiting {kept:.0f} %" if kept > BUSY_PERCENT else ""


def check_lateness(bench, before, kept):
    late = late_p99_microseconds(health(bench.port, bench.address))
    if late is not None:
        limit = max(LATE_MICROSECONDS, before + 1_000)
        bench.check(f"the server's own p99 of lateness in µs (quiet {before}{machine(kept)})", late,
                    at_most(limit if is_fine(kept) else 1_000 * GROSS_MILLISECONDS))
