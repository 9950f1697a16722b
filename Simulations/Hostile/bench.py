"""What a test of the suite stands on: its server, its peers, and the list of its cases."""

import re
import resource
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Process"))

from server import Server  # noqa: E402
from wire import Peer  # noqa: E402

TESTS = []
ONE_LOOP = ("--no-record", "--loops", "1", "--bots", "2", "--log-level", "warning")


class Test:
    """A function that provokes one row."""

    def __init__(self, function, row, options, is_loud):
        self.function, self.row, self.options, self.is_loud = function, row, options, is_loud
        self.name = function.__name__.replace("_", " ")


def row(name, *options, own=False, loud=False):
    """Registers a test for a row of the table.

    With options, or with `own`, it gets a server of its own; `loud` tests run one at a time,
    because they measure what others feel.
    """
    def register(function):
        chosen = (*ONE_LOOP, *options) if own or loud or options else None
        TESTS.append(Test(function, name, chosen, loud))
        return function
    return register


class Case:
    """One thing that was sent, and what came of it."""

    def __init__(self, sent, came, wanted):
        self.sent, self.came = sent, came
        self.holds, self.wanted = wanted(came) if callable(wanted) else (
            came in wanted if isinstance(wanted, (set, frozenset)) else came == wanted, wanted)


def at_most(limit):
    return lambda came: (came <= limit, f"at most {limit:g}")


def at_least(limit):
    return lambda came: (came >= limit, f"at least {limit:g}")


def between(low, high):
    return lambda came: (low <= came <= high, f"{low:g} to {high:g}")


class Bench:
    """One run of a test."""

    def __init__(self, test, server, address, program=None):
        self.test, self.server, self.address = test, server, address
        self.program = program
        self.port = server.port
        self.cases, self.peers = [], []
        self.ends_server = False

    def check(self, sent, came, wanted):
        """Notes a case; the test goes on, whatever came."""
        self.cases.append(Case(sent, came, wanted))
        return self.cases[-1].holds

    def another_server(self, *options, program=None):
        return Server(program or self.program, *ONE_LOOP, *options)

    def connect(self, address=None, port=None, **options):
        peer = Peer(port or self.port, address or self.address, **options)
        self.peers.append(peer)
        return peer

    def upgraded(self, *lines, **options):
        return self.connect(**options).upgrade(*lines)

    def greeted(self, *lines, name=None, **options):
        return self.upgraded(*lines, **options).greet(**({"name": name} if name else {}))

    def seated(self, *lines, address=None, name=None, **message):
        return self.greeted(*lines, address=address, name=name).sit(**message)

    def closed_by(self, *frames, seated=False, **options):
        """The code with which a connection is closed that sends these frames."""
        peer = self.seated() if seated else self.greeted(**options)
        for data in frames:
            peer.send(data)
        code = peer.close_code()
        peer.close()
        return code

    def close(self):
        for peer in self.peers:
            peer.close()

    def run(self):
        """Runs the test; what it raises is a failed case of its own."""
        begun = time.monotonic()
        try:
            self.test.function(self)
        except Exception as fault:  # each test reports; none hides another
            place = fault.__traceback__
            while place.tb_next and "wire" not in place.tb_next.tb_frame.f_code.co_filename:
                place = place.tb_next
            self.check(f"up to line {place.tb_lineno}", f"{type(fault).__name__} {fault}",
                       "no such fault")
        finally:
            self.close()
        status = self.server.process.poll()
        if status is not None and not self.ends_server:
            self.check("all of this", f"the server ended with {status} and said: "
                       f"{self.server.output()[-2_000:]}", "a server that goes on")
        self.seconds = time.monotonic() - begun
        return self


class Servers:
    """Starts servers for tests, and keeps the one that quiet tests share."""

    def __init__(self, program):
        self.program, self.lock, self.shared = program, threading.Lock(), None
        self.stack = ExitStack()
        self.numbers = iter(range(1, 1 << 16))

    def address(self):
        """An address of this machine that no other test speaks from."""
        number = next(self.numbers)
        return f"127.{20 + number // 250}.{number % 250 + 1}.1"

    def run(self, test):
        if test.options is None:
            with self.lock:
                if self.shared is None:
                    self.shared = self.stack.enter_context(Server(
                        self.program, "--no-record", "--loops", "2", "--bots", "2"))
            return Bench(test, self.shared, self.address(), self.program).run()
        try:
            with Server(self.program, *test.options) as server:
                return Bench(test, server, self.address(), self.program).run()
        except RuntimeError as fault:
            return refused(test, self.address(), fault)


class NoServer:
    port = 0


def refused(test, address, fault):
    """The outcome of a test whose server did not start."""
    bench = Bench(test, NoServer, address)
    said = re.sub(r"\s+", " ", str(fault))[:120]
    bench.check(f"serve {' '.join(test.options[len(ONE_LOOP):])}", said, "a server that starts")
    bench.seconds = 0.0
    return bench


def raise_descriptor_limit():
    """As many descriptors as the system allows, here and in the servers."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
