"""A client of Umpire's protocol, written from Protocol.md alone.

It shares no code with the server, the bots or the page, so that a mistake which those make
together is found here. `Bits`, `View` and `murmur3` are the whole decoder.
"""

import json
import struct
from contextlib import ExitStack

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

PATIENCE_SECONDS = 20


class Fault(Exception):
    """The server broke the protocol, or a check did not hold."""


class Bits:
    """A bit stream: the first bit is bit 0 of byte 0."""

    def __init__(self, data):
        self.value, self.left = int.from_bytes(data, "little"), 8 * len(data)

    def take(self, count):
        if count > self.left:
            raise Fault(f"{count} bits wanted, {self.left} left")
        taken = self.value & ((1 << count) - 1)
        self.value, self.left = self.value >> count, self.left - count
        return taken

    def varint(self):
        value = 0
        for group in range(8):
            value |= self.take(4) << (4 * group)
            if not self.take(1):
                return value
        raise Fault("a varint has more than 8 groups")

    def raw(self, field):
        return self.checked(field, self.take(field["bits"]))

    def row(self, fields):
        return [self.raw(field) for field in fields]

    def change(self, fields, old):
        """First the `changed` bits of all fields, then the values of the changed ones."""
        changed = [self.take(1) for _ in fields]
        return [self.changed(field, word) if bit else word
                for field, word, bit in zip(fields, old, changed)]

    def changed(self, field, old):
        if field["bits"] <= 6 or not self.take(1):
            return self.raw(field)
        zigzag = self.take(field["bits"] // 2)
        return self.checked(field, (old + (zigzag >> 1 ^ -(zigzag & 1))) & 0xFFFFFFFF)

    def checked(self, field, word):
        if word > field.get("limit", (1 << field["bits"]) - 1):
            raise Fault(f"field {field['name']} holds {word}")
        return word


class View:
    """The state that one client holds: a table is a dictionary from id to row."""

    def __init__(self, schema):
        self.schema = schema
        self.clear()

    def clear(self):
        self.tables = [{} for _ in self.schema["tables"]]
        self.scalars = [0] * len(self.schema["scalars"]["fields"])

    def read(self, bits):
        """Reads the world of one snapshot, then returns its cues."""
        for index, table in enumerate(self.schema["tables"]):
            if bits.take(1):
                self.tables[index] = self.read_table(bits, table["fields"], self.tables[index])
        if bits.take(1):
            self.scalars = bits.change(self.schema["scalars"]["fields"], self.scalars)
        fields = self.schema.get("cue", {"fields": []})["fields"]
        cues = [(bits.varint(), bits.row(fields)) for _ in range(bits.varint())]
        if bits.left > 7 or bits.value:
            raise Fault(f"{bits.left} bits are left, of value {bits.value}")
        return cues

    @staticmethod
    def read_table(bits, fields, old):
        rows, last = {}, -1
        for identifier in sorted(old):
            if not bits.take(1):
                rows[identifier] = old[identifier]
            elif not bits.take(1):
                rows[identifier] = bits.change(fields, old[identifier])
        for _ in range(bits.varint()):
            identifier = bits.take(16)
            if identifier <= last or identifier in rows:
                raise Fault(f"new id {identifier} after {last}, or held already")
            rows[identifier], last = bits.row(fields), identifier
        return rows

    def hash(self):
        words = []
        for rows in self.tables:
            words.append(len(rows))
            for identifier in sorted(rows):
                words += [identifier, *rows[identifier]]
        return murmur3(words + self.scalars)


def murmur3(words):
    """MurmurHash3 x86 32-bit with seed 0 of 32-bit words."""
    def rotated(value, by):
        return (value << by | value >> (32 - by)) & 0xFFFFFFFF
    state = 0
    for word in words:
        state ^= rotated(word * 0xCC9E2D51 & 0xFFFFFFFF, 15) * 0x1B873593 & 0xFFFFFFFF
        state = (rotated(state, 13) * 5 + 0xE6546B64) & 0xFFFFFFFF
    state ^= 4 * len(words)
    state = (state ^ state >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    state = (state ^ state >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return state ^ state >> 16


class Snapshot:
    """The head of a snapshot frame."""

    def __init__(self, frame):
        kind, self.ack_sequence, self.lead, self.tick, self.age, flags = struct.unpack_from(
            "<BHbIBB", frame)
        if kind != 2 or flags > 1:
            raise Fault(f"a binary frame begins with kind {kind}, flags {flags}")
        self.view_hash = struct.unpack_from("<I", frame, 10)[0] if flags else None
        self.body = frame[14 if flags else 10:]


class Client:
    """One connection: says hello, asks, sends inputs, follows the snapshots."""

    def __init__(self, url, resume=None, name=None, greet=True):
        self.open = ExitStack()
        self.socket = self.open.enter_context(
            connect(url, compression=None, max_size=1 << 20, max_queue=None))
        self.view, self.tick, self.sequence = None, None, 0
        self.seat, self.snapshots, self.keyframes, self.hashes = None, 0, 0, 0
        self.newest, self.cues = None, 0
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
            self.seat, self.tick = message, None
        return message

    def take_in(self, frame):
        snapshot = Snapshot(frame)
        if snapshot.age == 0:
            self.view.clear()
            self.keyframes += 1
        elif self.tick != snapshot.tick - snapshot.age:
            raise Fault(f"tick {snapshot.tick} builds on {snapshot.tick - snapshot.age}, "
                        f"but {self.tick} is held")
        self.cues += len(self.view.read(Bits(snapshot.body)))
        self.check_hash(snapshot)
        self.tick, self.newest = snapshot.tick, snapshot
        self.snapshots += 1
        return snapshot

    def check_hash(self, snapshot):
        wanted = snapshot.age == 0 or snapshot.tick % 16 == 0
        if wanted != (snapshot.view_hash is not None):
            raise Fault(f"tick {snapshot.tick}, age {snapshot.age}: viewHash is "
                        f"{'missing' if wanted else 'not expected'}")
        if wanted:
            if self.view.hash() != snapshot.view_hash:
                raise Fault(f"tick {snapshot.tick}: viewHash {self.view.hash():08x}, "
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
