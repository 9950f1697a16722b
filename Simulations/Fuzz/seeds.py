"""Writes the inputs that each fuzz target starts from.

usage: seeds.py FOLDER

Each target gets FOLDER/TARGET with one file for each input. Byte 0 holds five bits for the target
and the number of cuts, which follow; see Targets/FuzzInput.swift.
"""

import json
import pathlib
import sys
import zlib

HANDSHAKE = (
    "GET /play?room=ABCD HTTP/1.1\r\nHost: localhost:7777\r\nUpgrade: websocket\r\n"
    "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")

HEADS = [
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "\r\nHEAD http://a/b?c HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n",
    "GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\nGET /b HTTP/1.1\r\nHost: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n",
    "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
    HANDSHAKE + "\r\n",
    HANDSHAKE + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, "
    "permessage-deflate; server_max_window_bits=\"1\\0\"; server_no_context_takeover\r\n\r\n",
]

# Nothing trained; all trained with one number each; a few.
TABLES = [bytes(600), b"\xff" * 6000, bytes([255, 1]) + bytes(600), b"\x11" * 6000,
          bytes([254, 3]) + b"\x33" * 64 + bytes(600)]

# Of trained tables: none, one bit, a place beyond the end, several.
CHANGES = [b"", b"\x10\0\x01", b"\xff\xff\x80", b"\0\0\x01" b"\x20\0\x30" b"\x40\0\x03"]

CONTROL = [
    {"type": "hello", "protocol": 1, "name": "Ada \u00e9\ud83d\ude00", "schemaHash": "0" * 16,
     "resume": "A" * 22},
    {"type": "create", "private": True, "seats": 4},
    {"type": "join", "room": "ABCD"},
    {"type": "ping", "id": -9007199254740991},
    {"type": "leave", "more": [{"deep": [1.5e-3, None, False, "\\"]}]},
    {"type": "refused", "of": "join", "code": "badMessage", "message": "no"},
]


def frame(first, payload, mask=True):
    """A frame with the first byte as given; the mask is zeros, so that payloads stay legible."""
    length = len(payload)
    bit = 0x80 if mask else 0
    if length < 126:
        head = bytes([first, bit | length])
    else:
        head = bytes([first, bit | 126]) + length.to_bytes(2, "big")
    return head + (b"\0\0\0\0" if mask else b"") + payload


def compress(data, bits=15):
    deflater = zlib.compressobj(9, zlib.DEFLATED, -bits)
    return (deflater.compress(data) + deflater.flush(zlib.Z_SYNC_FLUSH))[:-4]


def cut(choices, data, *places):
    return bytes([choices << 3 | len(places), *places]) + data


def conversation(mask):
    return [
        frame(0x81, "text \u20ac".encode(), mask), frame(0x82, bytes(range(200)), mask),
        frame(0x01, b"be", mask) + frame(0x89, b"?", mask) + frame(0x00, b"", mask)
        + frame(0x80, b"gun", mask),
        frame(0x88, b"\x03\xe8bye", mask), frame(0x8A, b"", mask) + frame(0x88, b"", mask),
        frame(0x82, bytes(300), mask), frame(0x81, b"\xf0\x9f\x98\x80", mask),
    ]


def deflated():
    hello = compress(b"Hello, Hello, Hello")
    messages = [hello, compress(bytes(2000)), compress(bytes(2001)), compress(bytes(100_000)),
                compress("\u20ac".encode() * 40, 9), b"\0", b"\xf3\x48\xcd\xc9\xc9\x07\0\0",
                b"\0\x05\0\xfa\xffHello\0"]
    for mask in (True, False):
        role = 0 if mask else 1
        for message in messages:
            yield cut(role, frame(0xC1, message, mask), 3, 9)
        yield cut(role, frame(0x41, hello[:4], mask) + frame(0x89, b"?", mask)
                  + frame(0x80, hello[4:], mask) + frame(0x81, b"plain", mask), 5)
    for message in messages:
        yield cut(2, message, 1)
        yield cut(6, message, 200)
    for window in range(7):
        yield cut(3 | window << 2, b"to and fro " * 30)


def packets():
    """Nothing changes; a number of zeros; bytes that make many rows."""
    bodies = [bytes(1), bytes(3), bytes(40), b"\x01" * 24, b"\xff" * 12, b"\x55\xaa" * 20,
              bytes(range(64))]
    return [cut(choices, bytes([1, 1]) + body) for choices in range(32) for body in bodies]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    seeds = {
        "head": [cut(0, head.encode(), 4, 40) for head in HEADS],
        "frames": [cut(role, data, 1, 5, 90) for role, mask in ((0, True), (1, False))
                   for data in conversation(mask)],
        "deflate": list(deflated()),
        "control": [cut(0, json.dumps(message, ensure_ascii=index % 2 == 0).encode(
            errors="replace")) for index, message in enumerate(CONTROL)],
        "packet": packets(),
        "tables": [cut(mode, data) for mode in (0, 1) for data in TABLES]
        + [cut(mode, data) for mode in (16, 17) for data in CHANGES],
        "canary": [cut(0, b"a song")],
    }
    for target, inputs in seeds.items():
        folder = pathlib.Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(inputs):
            (folder / f"seed-{number:02}").write_bytes(data)


if __name__ == "__main__":
    main()
