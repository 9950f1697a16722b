"""A long crowd on a real server: it must not grow.

usage: test.py PROGRAM [--minutes N] [--players N]

Half of the players stay for the whole time, and their connections break and come back twice a
minute; the other half comes in waves of twenty seconds: connect, play, leave. Once a second the
server's memory and descriptors are read from /proc.

It passes when memory is flat behind the first minute (or the first third of a shorter run), when
the descriptors are back at what they were before anybody came, and when the bots found nothing
wrong: every returned player on the same seat, every state hash equal.
"""

import argparse
import json
import pathlib
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Process"))
from server import Server  # noqa: E402

WAVE_SECONDS = 20
# What an allocator may still take for itself, and what a tenth of noise is on a small process.
GROWTH_BYTES = 6 << 20
GROWTH_SHARE = 0.05


class Meter(threading.Thread):
    """Reads once a second what a process holds."""

    def __init__(self, number):
        super().__init__(daemon=True)
        self.folder = pathlib.Path("/proc") / str(number)
        self.samples = []
        self.over = threading.Event()

    def memory(self):
        for line in (self.folder / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise RuntimeError("no VmRSS in /proc")

    def descriptors(self):
        return len(list((self.folder / "fd").iterdir()))

    def run(self):
        begun = time.monotonic()
        while not self.over.wait(1):
            self.samples.append((time.monotonic() - begun, self.memory(), self.descriptors()))
            if len(self.samples) % 30 == 0:
                seconds, memory, descriptors = self.samples[-1]
                print(f"{seconds:5.0f} s  {memory / 1e6:6.1f} MB  {descriptors:5} descriptors",
                      flush=True)


def bots(program, port, players, seconds, seed, *options):
    return subprocess.Popen(
        [program, "bots", "--players", str(players), "--for", f"{seconds:.0f}s", "--seed",
         str(seed), "--against", f"ws://127.0.0.1:{port}", *options],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def outcome(crowd, problems, what):
    """Waits for bots; what they said when something was wrong."""
    said = crowd.communicate()[0]
    if crowd.returncode:
        problems.append(f"{what} ended with {crowd.returncode}:\n{said[-3000:]}")
    return said


def waves(program, port, players, until, problems):
    """Wave after wave, one at a time; returns how many there were."""
    count = 0
    while time.monotonic() + WAVE_SECONDS < until:
        count += 1
        wave = bots(program, port, players, WAVE_SECONDS, 1_000 + count)
        outcome(wave, problems, f"wave {count}")
    return count


def growth(samples, seconds):
    """Memory behind the beginning, in its first and last fifth (medians), and what is allowed."""
    later = [memory for at, memory, _ in samples if at > min(60, seconds / 3)]
    fifth = max(1, len(later) // 5)
    first, last = statistics.median(later[:fifth]), statistics.median(later[-fifth:])
    return first, last, max(GROWTH_BYTES, first * GROWTH_SHARE)


def wait_for_base(meter, base, seconds):
    """Waits until no more descriptors are open than before."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while meter.descriptors() > base and time.monotonic() < end:
        pause.wait(0.1)
    return meter.descriptors()


def soak(program, minutes, players, problems):
    seconds = minutes * 60
    with Server(program, "--no-record") as server:
        meter = Meter(server.process.pid)
        base = meter.descriptors()
        meter.start()
        until = time.monotonic() + seconds
        stay = bots(program, server.port, players // 2, seconds, 1, "--drops", "2")
        count = waves(program, server.port, players - players // 2, until, problems)
        print(outcome(stay, problems, "those who stay"))
        meter.over.set()
        after = wait_for_base(meter, base, 30)
        with urllib.request.urlopen(f"http://localhost:{server.port}/health") as answer:
            health = json.load(answer)
        server.send(signal.SIGTERM)
        if server.end(30):
            problems.append("the server did not end in order:\n" + server.output()[-3000:])
    first, last, allowed = growth(meter.samples, seconds)
    most = max(descriptors for _, _, descriptors in meter.samples)
    print(f"{count} waves; {health['ticks']} ticks, {health['lateTicks']} later than 2 ms; "
          f"refusals {sum(health['refusals'].values())}")
    print(f"memory {first / 1e6:.1f} MB → {last / 1e6:.1f} MB (allowed: {allowed / 1e6:.1f} more)")
    print(f"descriptors {base} → {most} → {after}")
    if last > first + allowed:
        problems.append(f"memory grew by {(last - first) / 1e6:.1f} MB")
    if after > base:
        problems.append(f"{after - base} descriptors were left open")
    if most < base + players * 0.9:
        problems.append(f"only {most - base} of {players} players were there at once")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--players", type=int, default=1_000)
    options = parser.parse_args()
    problems = []
    soak(options.program, options.minutes, options.players, problems)
    for problem in problems:
        print(f"FAIL {problem}")
    print("soak " + ("failed" if problems else "passed"))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
