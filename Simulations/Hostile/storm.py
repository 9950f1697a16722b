"""A storm of connections from many addresses, in a process of its own.

usage: storm.py PORT half|whole COUNT SECONDS

`half` sends half a head and never the rest; `whole` sends a handshake and closes once it is
answered. Says what became of them when none is left, or SECONDS after the last began.
"""

import json
import os
import resource
import select
import socket
import sys
import time

from wire import BIND_ADDRESS_NO_PORT, request, upgrade_lines

AT_ONCE = 4_000
WHOLE = request("/play", *upgrade_lines())
HALF = WHOLE[:40]


class Storm:
    def __init__(self, port, is_half, count, seconds):
        self.port, self.is_half, self.count = port, is_half, count
        self.poll, self.open, self.begun = select.epoll(), {}, time.monotonic()
        self.last, self.seconds = self.begun, seconds
        self.report = {"started": 0, "upgraded": 0, "answered": 0, "refused": 0, "slowest": 0.0}

    def start(self, number):
        peer = socket.socket()
        peer.setblocking(False)
        peer.setsockopt(socket.SOL_IP, BIND_ADDRESS_NO_PORT, 1)
        peer.bind((f"127.{100 + number // 250 % 100}.{number % 250}.1", 0))
        peer.connect_ex(("127.0.0.1", self.port))
        self.open[peer.fileno()] = peer, time.monotonic()
        self.poll.register(peer, select.EPOLLOUT)

    def ready(self, descriptor, events):
        peer, begun = self.open[descriptor]
        try:
            if events & select.EPOLLOUT:
                peer.send(HALF if self.is_half else WHOLE)
                self.poll.modify(peer, select.EPOLLIN)
                # Only now is it a connection; before, the kernel may have tried several times.
                self.open[descriptor] = peer, time.monotonic()
                return
            data = peer.recv(1 << 12)
        except OSError:
            data = b""
        self.report["slowest"] = max(self.report["slowest"], time.monotonic() - begun)
        if data[9:12] == b"101":
            self.report["upgraded"] += 1
        else:
            self.report["answered" if data[9:12] == b"408" else "refused"] += 1
        self.poll.unregister(peer)
        peer.close()
        del self.open[descriptor]

    def run(self):
        most = self.count if self.is_half else AT_ONCE
        started = 0
        while (started < self.count or self.open) and time.monotonic() < self.last + self.seconds:
            for _ in range(64):
                if started < self.count and len(self.open) < most:
                    self.start(started)
                    started += 1
                    self.last = time.monotonic()
            wait = 0.0 if started < self.count and len(self.open) < most else 0.05
            for descriptor, events in self.poll.poll(wait, 1_024):
                self.ready(descriptor, events)
        self.report |= {"started": started, "left": len(self.open),
                        "seconds": self.last - self.begun}
        return self.report


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    os.nice(10)
    count = int(sys.argv[3]) if sys.argv[2] == "whole" else min(int(sys.argv[3]), most - 100)
    storm = Storm(int(sys.argv[1]), sys.argv[2] == "half", count, float(sys.argv[4]))
    print(json.dumps(storm.run()))


if __name__ == "__main__":
    main()
