"""A client of Umpire's protocol, written from Protocol.md alone.

It shares no code with the server, the bots or the page, so that a mistake which those make
together is found here. What decodes the world is in Conformance, written from Codec.md alone.
"""

import json
import struct
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Conformance"))

from codec import Decoder  # noqa: E402
from symbols import Bits, Refused  # noqa: E402

PATIENCE_SECONDS = 20


RESYNCS_IN_ROW = 3
RESYNC_PATIENCE_SECONDS = 2


class Fault(Exception):
    """The server broke the protocol, or a check did not hold."""


class Unknown(Fault):
    """A frame is a change of a snapshot that is not held."""


class Differs(Fault):
    """The state has another hash than the server's."""


class View:
    """The state that one client holds, the one before it, and what decodes the next."""

    def __init__(self, schema):
        self.schema, self.decoder = schema, Decoder(schema)
        self.clear()

    def clear(self):
        self.newest, self.older = self.decoder.empty(), None

    @property
    def tables(self):
        return self.newest.tables

    @property
    def scalars(self):
        return self.newest.scalars

    def enter_room(self):
        self.clear()
        self.decoder.enter_room()

    def read(self, snapshot):
        """Reads the world of one snapshot, then returns its cues."""
        made, bits = self.decoder.decode(
            snapshot.body, self.newest, self.older, snapshot.age, snapshot.predecessor_age,
            snapshot.mode, snapshot.epoch)
        fields = self.schema.get("cue", {"fields": []})["fields"]
        count = bits.varint()
        if count > 512:
            raise Fault(f"a frame has {count} cues")
        cues = [(bits.varint(), bits.row(fields)) for _ in range(count)]
        bits.finish()
        ticks = [ago for ago, _ in cues]
        if ticks != sorted(ticks, reverse=True):
            raise Fault(f"the cues of a frame happened so many ticks ago: {ticks}")
        if ticks and ticks[0] >= max(snapshot.age, 1):
            raise Fault(f"a cue of {ticks[0]} ticks ago in a frame of age {snapshot.age}")
        self.newest, self.older = made, self.newest if snapshot.age else None
        return cues

    def hash(self):
        return self.newest.view_hash()


class Snapshot:
    """The head of a snapshot frame."""

    def __init__(self, frame):
        if len(frame) < 10:
            raise Fault(f"a binary frame has {len(frame)} bytes")
        kind, self.ack_sequence, self.lead, self.tick, self.age, flags = struct.unpack_from(
            "<BHbIBB", frame)
        if kind != 2 or flags & 8:
            raise Fault(f"a binary frame begins with kind {kind}, flags {flags}")
        self.mode, self.epoch = flags >> 2 & 1, flags >> 4
        rest = Bits(frame[10:])
        self.predecessor_age = rest.read(8) if flags & 2 else 0
        if flags & 2 and not (self.age and self.predecessor_age):
            raise Fault(f"age {self.age}, predecessorAge {self.predecessor_age}")
        self.view_hash = rest.read(32) if flags & 1 else None
        self.body = frame[10 + rest.position // 8:]


class Client:
    """One connection: says hello, asks, sends inputs, follows the snapshots.

    With `heals`, it does about a frame that cannot be taken what a player's client does: asks for
    a keyframe. Without, which is right for tests, it is a fault.
    """

    def __init__(self, url, resume=None, name=None, greet=True, heals=False):
        self.open = ExitStack()
        self.socket = self.open.enter_context(
            connect(url, compression=None, max_size=1 << 20, max_queue=None))
        self.view, self.tick, self.older_tick, self.sequence = None, None, None, 0
        self.seat, self.snapshots, self.keyframes, self.hashes = None, 0, 0, 0
        self.newest, self.cues, self.epochs = None, 0, 0
        self.heals, self.resyncs, self.ignored = heals, 0, 0
        self.request, self.asked, self.asked_at = None, 0, 0
        if greet:
            hello = {"type": "hello", "protocol": 1}
            hello |= {"resume": resume} if resume else {}
            hello |= {"name": name} if name else {}
            self.send(**hello)
            self.welcome = self.expect("welcome")
            self.view = View(self.welcome["schema"])

    def send(self, **message):
        self.socket.send(json.dumps(message))

    def ask(self, answer, **message):
        self.send(**message)
        return self.expect(answer)

    def expect(self, kind, **members):
        """Takes in everything until a message of this type with these members comes."""
        while True:
            message = self.receive()
            if isinstance(message, dict) and message["type"] == kind \
                    and members.items() <= message.items():
                return message

    def receive(self):
        """One message as a dictionary, or one snapshot, already taken in."""
        data = self.socket.recv(timeout=PATIENCE_SECONDS)
        if isinstance(data, bytes):
            return self.take_in(data)
        message = json.loads(data)
        if message["type"] == "seated":
            self.seat, self.tick, self.older_tick = message, None, None
            self.request, self.asked = None, 0
            if self.view:
                self.view.enter_room()
        if message["type"] == "refused" and message["of"] == "resync" and self.request:
            raise Fault(f"the keyframe is refused: {message['code']}")
        return message

    def take_in(self, frame):
        """A snapshot, taken in; one that cannot be is left aside where `heals` says so."""
        is_tables = frame[:1] == b"\3"
        is_keyframe = len(frame) >= 10 and frame[0] == 2 and frame[8] == 0
        if self.request and not (is_tables or is_keyframe):
            self.ignored += 1
            if time.monotonic() - self.asked_at >= RESYNC_PATIENCE_SECONDS:
                self.ask_for_keyframe(self.request)
            return None
        try:
            return self.follow_tables(frame) if is_tables else self.follow_frame(frame)
        except Fault as fault:
            if not self.heals:
                raise
            self.ask_for_keyframe(self.request_after(fault, frame))
            return None

    def request_after(self, fault, frame):
        tick = struct.unpack_from("<I", frame, 4)[0] if len(frame) >= 10 and frame[0] == 2 else 0
        if isinstance(fault, Differs):
            return {"tick": tick, "viewHash": self.view.hash(), "reason": "hash"}
        return {"tick": tick, "reason": "baseline" if isinstance(fault, Unknown) else "decode"}

    def ask_for_keyframe(self, request):
        """Whoever asked three times in vain closes, and returns with the token."""
        self.request, self.asked_at = request, time.monotonic()
        self.asked += 1
        if self.asked > RESYNCS_IN_ROW:
            raise Fault(f"{RESYNCS_IN_ROW} keyframes in a row were no help")
        self.resyncs += 1
        self.send(type="resync", **request)

    def follow_tables(self, frame):
        try:
            self.view.decoder.use_tables(frame)
        except Refused as refused:
            raise Fault(f"tables: {refused}") from refused
        self.epochs += 1

    def follow_frame(self, frame):
        try:
            snapshot = Snapshot(frame)
            self.check_held(snapshot)
            self.cues += len(self.view.read(snapshot))
        except Refused as refused:
            raise Fault(f"a snapshot: {refused}") from refused
        self.check_hash(snapshot)
        self.keyframes += snapshot.age == 0
        self.older_tick = self.tick if snapshot.age else None
        self.tick, self.newest = snapshot.tick, snapshot
        self.snapshots += 1
        self.request = None
        if snapshot.age and snapshot.view_hash is not None:
            self.asked = 0  # A change came out right; a keyframe alone is no help.
        return snapshot

    def check_held(self, snapshot):
        """Are baseline, predecessor and tables those that are held?"""
        baseline = snapshot.tick - snapshot.age
        if snapshot.age and self.tick != baseline:
            raise Unknown(f"tick {snapshot.tick} builds on {baseline}, but {self.tick} is held")
        predecessor = baseline - snapshot.predecessor_age
        if snapshot.predecessor_age and self.older_tick != predecessor:
            raise Unknown(f"tick {snapshot.tick} builds on {baseline} after {predecessor}, "
                          f"but {self.older_tick} is held")
        if (snapshot.mode, snapshot.epoch) not in self.view.decoder.tables:
            raise Unknown(f"epoch {snapshot.epoch}, mode {snapshot.mode} was not sent")

    def check_hash(self, snapshot):
        wanted = snapshot.age == 0 or snapshot.tick % 16 == 0
        if wanted != (snapshot.view_hash is not None):
            raise Fault(f"tick {snapshot.tick}, age {snapshot.age}: viewHash is "
                        f"{'missing' if wanted else 'not expected'}")
        if wanted:
            if self.view.hash() != snapshot.view_hash:
                raise Differs(f"tick {snapshot.tick}: viewHash {self.view.hash():08x}, "
                              f"the server says {snapshot.view_hash:08x}")
            self.hashes += 1

    def send_input(self, words, ahead=3):
        """Sends one row of the input's fields for a tick `ahead` of the newest snapshot."""
        self.sequence = (self.sequence + 1) & 0xFFFF
        value = bits = 0
        for field, word in zip(self.welcome["schema"]["input"]["fields"], words, strict=True):
            value, bits = value | word << bits, bits + field["bits"]
        head = struct.pack("<BHII", 1, self.sequence, (self.tick or 0) + ahead, self.tick or 0)
        self.socket.send(head + value.to_bytes((bits + 7) // 8, "little"))

    def follow(self, count):
        """Takes in so many snapshots."""
        goal = self.snapshots + count
        while self.snapshots < goal:
            self.receive()

    def drop(self):
        """Loses the connection without a word, as a failing network does."""
        self.socket.socket.shutdown(2)
        self.closed()

    def closed(self):
        """Reads to the end of the connection and returns its close code."""
        try:
            while True:
                self.receive()
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006

    def close(self):
        self.open.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
