"""Players that only watch, in a process of their own, and note when their snapshots come.

usage: crowd.py PORT COUNT ROOM ADDRESS     ROOM is a code, or - for a new private room

Says {"room"} when all have their first snapshot. A number on the standard input asks for a
report once every player has so many more snapshots; the end of the input ends the program.
"""

import json
import select
import sys
import time

from wire import BINARY, CLOSE, PING, PONG, Peer, frame


class Watcher:
    """One player."""

    def __init__(self, port, address, room):
        self.peer = Peer(port, address).upgrade().greet()
        if room == "-":
            self.peer.sit(type="create", private=True, seats=8)
        else:
            self.peer.sit(type="join", room=room)
        self.room = self.peer.seat["room"]
        self.last, self.gaps, self.is_lost = None, [], False

    def read(self):
        now = time.monotonic()
        data = self.peer.socket.recv(1 << 16)
        self.peer.left += data
        if not data:
            self.is_lost = True
        while (found := self.peer.whole_frame()) is not None:
            opcode, payload = found
            if opcode == PING:
                self.peer.send(frame(PONG, payload))
            elif opcode == CLOSE:
                self.is_lost = True
            elif opcode == BINARY:
                if self.last is not None:
                    self.gaps.append(1_000 * (now - self.last))
                self.last = now


def report(watchers):
    gaps = sorted(gap for watcher in watchers for gap in watcher.gaps)
    period = 1_000 / watchers[0].peer.welcome["snapshotRate"]
    found = {"count": len(gaps), "period": period, "lost": sum(w.is_lost for w in watchers),
             "p99": round(gaps[len(gaps) * 99 // 100], 2) if gaps else 1e9,
             "worst": round(gaps[-1], 2) if gaps else 1e9}
    for watcher in watchers:
        watcher.gaps.clear()
    return found


def say(message):
    print(json.dumps(message), flush=True)


def main():
    port, count, room, address = (
        int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
    watchers = []
    for _ in range(count):
        watchers.append(Watcher(port, address, room))
        room = watchers[0].room
    for watcher in watchers:
        watcher.peer.snapshot()
    by_socket = {watcher.peer.socket: watcher for watcher in watchers}
    say({"room": room})
    wanted = None
    while True:
        alive = [s for s, watcher in by_socket.items() if not watcher.is_lost]
        ready = select.select([*alive, sys.stdin], [], [], 5)[0]
        for one in ready:
            if one in by_socket:
                try:
                    by_socket[one].read()
                except OSError:
                    by_socket[one].is_lost = True
        if sys.stdin in ready:
            line = sys.stdin.readline()
            if not line:
                return
            goals = {watcher: len(watcher.gaps) + int(line) for watcher in watchers}
            wanted = goals
        if wanted and all(watcher.is_lost or len(watcher.gaps) >= goal
                          for watcher, goal in wanted.items()) or wanted and not ready:
            wanted = None
            say(report(watchers))


if __name__ == "__main__":
    main()
