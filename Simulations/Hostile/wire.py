"""Raw sockets that speak HTTP and WebSocket as well, or as badly, as a test wants."""

import base64
import hashlib
import json
import select
import socket
import struct
import time
import zlib

PATIENCE_SECONDS = 15.0
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
ACCEPT = base64.b64encode(
    hashlib.sha1((KEY + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NO_CODE, LOST = 1005, 1006
# Linux's name for: choose the port when connecting, not when binding.
BIND_ADDRESS_NO_PORT = 24


class Fault(Exception):
    """What the test needed to go on did not come."""


class Ended(Fault):
    """The server ended the connection."""


class Late(Fault):
    """The deadline passed without an answer."""


def request(path="/play", *lines, method="GET", version="HTTP/1.1", host="Host: localhost"):
    """A request's head; lines that are empty are left out."""
    head = [f"{method} {path} {version}", host, *lines]
    return "\r\n".join([line for line in head if line] + ["", ""]).encode("latin-1")


def upgrade_lines(*more, upgrade="Upgrade: websocket", connection="Connection: Upgrade",
                  version="Sec-WebSocket-Version: 13", key=f"Sec-WebSocket-Key: {KEY}"):
    return [upgrade, connection, version, key, *more]


def frame(opcode, payload=b"", final=True, masked=True, reserved=0, length=None, form=None):
    """The bytes of one frame; `length` and `form` (bytes of the length field) may lie."""
    length = len(payload) if length is None else length
    form = form if form is not None else 0 if length < 126 else 2 if length < 65536 else 8
    first = (0x80 if final else 0) | reserved << 4 | opcode
    second = length if form == 0 else 126 if form == 2 else 127
    head = bytes([first, second | (0x80 if masked else 0)]) + (
        length.to_bytes(form, "big") if form else b"")
    # The key is zero: masking is allowed to choose it, and it keeps floods cheap to make.
    return head + (bytes(4) if masked else b"") + payload


def text(message):
    """A control message in one frame."""
    data = message if isinstance(message, bytes) else json.dumps(message).encode()
    return frame(TEXT, data)


def closing(code=None, reason=b""):
    return frame(CLOSE, b"" if code is None else struct.pack(">H", code) + reason)


def deflated(data, level=9):
    """A permessage-deflate payload (RFC 7692 §7.2.1)."""
    squeezer = zlib.compressobj(level, wbits=-15)
    squeezed = squeezer.compress(data) + squeezer.flush(zlib.Z_SYNC_FLUSH)
    return squeezed.removesuffix(b"\0\0\xff\xff")


class Peer:
    """One TCP connection to the server, with what came and was not looked at yet."""

    def __init__(self, port, address="127.0.0.1", receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.setsockopt(socket.SOL_IP, BIND_ADDRESS_NO_PORT, 1)
        self.socket.bind((address, 0))
        self.socket.settimeout(PATIENCE_SECONDS)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.began = time.monotonic()
        self.left, self.is_over, self.was_reset = b"", False, False
        self.welcome = self.seat = None
        self.inflates = False
        self.received = 0

    # bytes

    def send(self, data):
        """Sends all of it, or as much as the server lets through; False when it ended."""
        try:
            self.socket.settimeout(PATIENCE_SECONDS)
            self.socket.sendall(data)
            return True
        except OSError:
            return False

    def send_in_pieces(self, data, size, pause=0.0):
        """Sends pieces, each in a segment of its own, until an answer comes; how many went."""
        count = 0
        for start in range(0, len(data), size):
            if not self.send(data[start:start + size]):
                break
            count += 1
            if self.is_readable(pause) and pause >= 0.1:
                break
        return count

    def is_readable(self, seconds):
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        return bool(poll.poll(1_000 * seconds))

    def more(self, deadline):
        """Waits for more bytes; False when there will never be any."""
        if self.is_over:
            return False
        left = deadline - time.monotonic()
        if left <= 0:
            raise Late(f"nothing more came in time; there was {self.left[:60]!r}")
        self.socket.settimeout(left)
        try:
            data = self.socket.recv(1 << 16)
        except TimeoutError:
            raise Late(f"nothing more came in time; there was {self.left[:60]!r}") from None
        except OSError:
            self.was_reset, data = True, b""
        self.left += data
        self.received += len(data)
        self.is_over = not data
        return bool(data)

    def ended_after(self, seconds=PATIENCE_SECONDS):
        """Reads to the end of the connection; seconds from its beginning to there."""
        deadline = time.monotonic() + seconds
        while self.more(deadline):
            self.left = self.left[-(1 << 16):]
        return time.monotonic() - self.began

    def close(self):
        self.socket.close()

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    # HTTP

    def answer(self, seconds=PATIENCE_SECONDS):
        """One response: its status, its headers by name, its body."""
        deadline = time.monotonic() + seconds
        while b"\r\n\r\n" not in self.left:
            if not self.more(deadline):
                raise Ended("the connection ended without an answer")
        head, _, self.left = self.left.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        count = 0 if first[9:12] == "101" else int(headers.get("content-length", 0))
        while len(self.left) < count and self.more(deadline):
            pass
        body, self.left = self.left[:count], self.left[count:]
        return int(first[9:12]), headers, body

    def status(self, data, seconds=PATIENCE_SECONDS):
        """The status with which a request is answered, or what happened instead."""
        self.send(data)
        try:
            return self.answer(seconds)[0]
        except Ended:
            return "closed"
        except Late:
            return "silence"

    def upgrade(self, *lines):
        self.send(request("/play", *upgrade_lines(*lines)))
        status, headers, _ = self.answer()
        if status != 101:
            raise Fault(f"the upgrade was answered with {status}")
        self.inflates = "permessage-deflate" in headers.get("sec-websocket-extensions", "")
        return self

    # frames

    def next_frame(self, seconds=PATIENCE_SECONDS):
        """One frame: opcode, payload; raises `Ended` when the connection ended."""
        deadline = time.monotonic() + seconds
        while (found := self.whole_frame()) is None:
            if not self.more(deadline):
                raise Ended("the connection ended without a close frame")
        return found

    def whole_frame(self):
        data = self.left
        if len(data) < 2:
            return None
        count, start = data[1] & 0x7F, 2
        if count > 125:
            start = 4 if count == 126 else 10
            if len(data) < start:
                return None
            count = int.from_bytes(data[2:start], "big")
        if len(data) < start + count:
            return None
        payload, self.left = data[start:start + count], data[start + count:]
        if data[0] & 0x40:
            payload = zlib.decompressobj(wbits=-15).decompress(payload + b"\0\0\xff\xff")
        return data[0] & 0x0F, payload

    def close_code(self, seconds=PATIENCE_SECONDS):
        """Reads to the close frame: its code, 1005 for none in it, 1006 when there is none."""
        deadline = time.monotonic() + seconds
        try:
            while True:
                opcode, payload = self.next_frame(max(0.0, deadline - time.monotonic()))
                if opcode == CLOSE:
                    return int.from_bytes(payload[:2], "big") if payload else NO_CODE
        except Ended:
            return LOST
        except Late:
            return "open"

    def frames_to_the_end(self, seconds=PATIENCE_SECONDS):
        """Every frame until the connection ends."""
        deadline, found = time.monotonic() + seconds, []
        try:
            while True:
                found.append(self.next_frame(max(0.0, deadline - time.monotonic())))
        except Ended:
            return found

    # messages

    def say(self, **message):
        return self.send(text(message))

    def expect(self, kind, seconds=PATIENCE_SECONDS, **members):
        """Takes frames until the control message of this type with these members."""
        deadline = time.monotonic() + seconds
        while True:
            opcode, payload = self.next_frame(max(0.0, deadline - time.monotonic()))
            if opcode == CLOSE:
                raise Ended(f"closed with {int.from_bytes(payload[:2], 'big')}")
            if opcode == PING:
                self.send(frame(PONG, payload))
            if opcode == TEXT:
                message = json.loads(payload)
                if message["type"] == kind and members.items() <= message.items():
                    return message

    def ask(self, answer, **message):
        self.say(**message)
        return self.expect(answer)

    def greet(self, **members):
        self.welcome = self.ask("welcome", type="hello", protocol=1, **members)
        return self

    def sit(self, **message):
        self.seat = self.ask("seated", **(message or {"type": "quickMatch"}))
        return self

    def snapshot(self, seconds=PATIENCE_SECONDS):
        """The next snapshot's head: kind, ackSequence, lead, tick, age, flags."""
        deadline = time.monotonic() + seconds
        while True:
            opcode, payload = self.next_frame(max(0.0, deadline - time.monotonic()))
            if opcode == CLOSE:
                raise Ended(f"closed with {int.from_bytes(payload[:2], 'big')}")
            if opcode == PING:
                self.send(frame(PONG, payload))
            if opcode == BINARY:
                return struct.unpack_from("<BHbIBB", payload)

    def input(self, sequence, tick=0, ack=0, extra=0, words=None):
        """One input frame; `extra` makes it longer or shorter than it must be."""
        bits = sum(field["bits"] for field in self.welcome["schema"]["input"]["fields"])
        count = (bits + 7) // 8 + extra
        row = (words or 0).to_bytes(count, "little")
        head = struct.pack("<BHII", 1, sequence & 0xFFFF, tick & 0xFFFFFFFF, ack & 0xFFFFFFFF)
        return frame(BINARY, head + row)
