"""F1 to F7: frames, up to the last bit."""

import time

from bench import at_most, between, row
from measure import Process
from wire import (BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Ended, closing, frame, request,
                  text, upgrade_lines)

PING_MESSAGE = b'{"type":"ping","id":7}'


@row("F1")
def a_frame_without_a_mask_is_refused(bench):
    for opcode in (TEXT, BINARY, PING, PONG, CLOSE):
        bench.check(f"opcode {opcode} without a mask",
                    bench.closed_by(frame(opcode, b"", masked=False)), 1002)
    bench.check("the first of two bytes of an unmasked header alone",
                bench.closed_by(frame(TEXT, PING_MESSAGE, masked=False)[:2]), 1002)


@row("F2")
def forbidden_frames_are_refused(bench):
    for bits in range(1, 8):
        bench.check(f"reserved bits {bits:03b}",
                    bench.closed_by(frame(TEXT, PING_MESSAGE, reserved=bits)), 1002)
    for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
        bench.check(f"opcode {opcode}", bench.closed_by(frame(opcode, b"x")), 1002)
    for opcode in (CLOSE, PING, PONG):
        bench.check(f"control opcode {opcode} of 126 bytes",
                    bench.closed_by(frame(opcode, b"x" * 126)), 1002)
        bench.check(f"control opcode {opcode}, not final",
                    bench.closed_by(frame(opcode, b"x", final=False)), 1002)
        bench.check(f"control opcode {opcode} of 125 bytes in the long form",
                    bench.closed_by(frame(opcode, b"x" * 125, form=2)), 1002)


@row("F2")
def fragments_out_of_order_are_refused(bench):
    part = frame(TEXT, b'{"type":', final=False)
    rows = [
        ("a continuation first", [frame(CONTINUATION, b"x")]),
        ("a continuation first, not final", [frame(CONTINUATION, b"x", final=False)]),
        ("a new text inside a message", [part, text(PING_MESSAGE)]),
        ("a new binary inside a message", [part, frame(BINARY, b"x")]),
        ("a continuation behind a whole message",
         [text(PING_MESSAGE), frame(CONTINUATION, b"")]),
    ]
    for what, data in rows:
        bench.check(what, bench.closed_by(*data), 1002)
    peer = bench.greeted()
    peer.send(part + frame(PING, b"between") + frame(CONTINUATION, b'"ping","id":7}'))
    bench.check("a message in two fragments, a ping between",
                sorted((peer.next_frame()[0], peer.next_frame()[0])), [TEXT, PONG])


@row("F3", own=True)
def declared_lengths_are_not_believed(bench):
    process = Process(bench.server)
    bench.closed_by(frame(TEXT, b"", masked=False))
    memory = process.memory()
    rows = [
        ("2^64-1", 2**64 - 1, 1002), ("2^64-4", 2**64 - 4, 1002), ("2^63", 2**63, 1002),
        ("2^63-1", 2**63 - 1, 1009), ("2^62", 2**62, 1009), ("2^40", 2**40, 1009),
        ("2^32", 2**32, 1009), ("limit + 1", 65_537, 1009),
    ]
    for what, length, code in rows:
        for opcode in (TEXT, BINARY):
            # The mask is held back: the header's length alone must decide.
            head = frame(opcode, length=length, form=8)[:10]
            bench.check(f"opcode {opcode}, the header of a length of {what}",
                        bench.closed_by(head), code)
    peers = [bench.greeted() for _ in range(100)]
    for peer in peers:
        peer.send(frame(TEXT, length=65_536, form=8))
    for peer in peers:
        peer.close()
    bench.check("these and 100 headers of the limit: memory, grown by KiB",
                (process.memory() - memory) >> 10, at_most(4_096))
    part = frame(TEXT, b"x" * 10, final=False)
    bench.check("10 bytes, then a continuation of 2^63-1", bench.closed_by(
        part, frame(CONTINUATION, length=2**63 - 1, form=8)[:10]), 1009)
    bench.check("a control message of 4,097 bytes",
                bench.closed_by(text(PING_MESSAGE[:-1] + b" " * (4_097 - 22) + b"}")), 1009)
    peer = bench.greeted()
    peer.send(text(PING_MESSAGE[:-1] + b" " * (4_096 - 22) + b"}"))
    bench.check("a control message of 4,096 bytes", peer.expect("pong")["id"], 7)


@row("F4")
def long_forms_of_short_lengths_are_refused(bench):
    for length, form in ((0, 2), (1, 2), (125, 2), (0, 8), (125, 8), (126, 8), (65_535, 8)):
        for opcode in (TEXT, BINARY):
            bench.check(f"opcode {opcode}, length {length} in {form} bytes", bench.closed_by(
                frame(opcode, b" " * length, form=form)), 1002)


@row("F5", own=True)
def fragments_are_counted_and_summed(bench):
    def parts(count, size, end=True):
        first = frame(TEXT, b" " * size, final=False)
        return first + frame(CONTINUATION, b" " * size, final=False) * (count - 2) + frame(
            CONTINUATION, b" " * size, final=end)

    process = Process(bench.server)
    memory = process.memory()
    peer = bench.greeted()
    peer.send(parts(64, 1))
    bench.check("64 fragments of blanks", peer.expect("refused")["code"], "badJSON")
    bench.check("65 fragments of 1 byte", bench.closed_by(parts(65, 1)), 1008)
    bench.check("65 empty fragments", bench.closed_by(parts(65, 0)), 1008)
    bench.check("200,000 empty fragments", bench.closed_by(parts(200_000, 0, end=False)), 1008)
    bench.check("200,000 fragments of 1 byte",
                bench.closed_by(parts(200_000, 1, end=False)), 1008)
    bench.check("60 fragments of 2,000 bytes", bench.closed_by(parts(60, 2_000)), 1009)
    bench.check("pings between 65 fragments", bench.closed_by(
        frame(TEXT, b"", final=False) + (frame(PING) + frame(CONTINUATION, final=False)) * 64),
        1008)
    bench.check("memory, grown by KiB", (process.memory() - memory) >> 10, at_most(4_096))


def seconds_to_close(bench, what, data):
    """A message that never ends is given up 10 s after its beginning."""
    peer = bench.seated()
    begun = time.monotonic()
    peer.send(data)
    bench.check(what, peer.close_code(14), 1008)
    bench.check("the same, seconds", time.monotonic() - begun, between(9, 12.5))


@row("F5")
def an_unfinished_fragmented_message_has_a_deadline(bench):
    seconds_to_close(bench, "a fragment, and no other", frame(TEXT, b"{", final=False))


@row("F5", own=True)
def a_lone_connection_has_the_same_deadline(bench):
    """Ten seconds are ten seconds, however few connections there are to look at."""
    seconds_to_close(bench, "a fragment, and no other, on the only connection",
                     frame(TEXT, b"{", final=False))


@row("F5", own=True)
def a_message_that_stalls_for_a_while_is_taken(bench):
    """What a bad network holds back for five seconds is no offence."""
    peer = bench.greeted()
    data = text({"type": "ping", "id": 7})
    peer.send(data[:9])
    peer.is_readable(5)
    peer.send(data[9:])
    try:
        came = peer.expect("pong")["id"]
    except Ended as end:
        came = str(end)
    bench.check("half a message, and 5 s later the rest", came, 7)


@row("F5")
def an_unfinished_frame_has_a_deadline(bench):
    seconds_to_close(bench, "5 of 100 bytes", frame(TEXT, b"{" * 5, length=100, form=0))


@row("F5")
def an_unfinished_header_has_a_deadline(bench):
    seconds_to_close(bench, "1 byte of a header", frame(TEXT)[:1])


@row("F5")
def a_trickled_message_has_a_deadline(bench):
    """Bytes that keep coming, and control frames that keep the connection warm, do not help."""
    peer, begun = bench.greeted(), time.monotonic()
    peer.send(frame(TEXT, b"{", final=False))
    for _ in range(28):
        peer.send(frame(PING, b"warm") + frame(CONTINUATION, b" ", final=False))
        try:
            pong = peer.next_frame()
        except Ended:
            break
        if pong[0] == CLOSE:
            bench.check("a fragment and a ping each half second",
                        int.from_bytes(pong[1][:2], "big"), 1008)
            bench.check("the same, seconds", time.monotonic() - begun, between(9, 12.5))
            return
        peer.is_readable(0.5)
    bench.check("a fragment and a ping each half second", "open after 14 s", 1008)


BAD_TEXTS = [
    ("a bad byte", b"ab\xffcd", 2), ("a lone continuation byte", b"ab\x80cd", 2),
    ("a surrogate", b"ab\xed\xa0\x80cd", 3), ("an overlong slash", b"ab\xc0\xafcd", 2),
    ("an overlong NUL", b"ab\xe0\x80\x80cd", 3), ("above U+10FFFF", b"ab\xf4\x90\x80\x80cd", 3),
    ("a byte F5", b"ab\xf5\x80\x80\x80", 2), ("cut short", b"ab\xe2\x82cd", 4),
]


@row("F6")
def bad_text_is_refused(bench):
    for what, data, bad in BAD_TEXTS:
        bench.check(f"text with {what}", bench.closed_by(frame(TEXT, data)), 1007)
        early = frame(TEXT, data[:bad + 1], length=100, form=0)
        bench.check(f"{what}, in a frame of 100 bytes, up to the bad byte alone",
                    bench.closed_by(early), 1007)
        for cut in range(1, len(data)):
            halves = [frame(TEXT, data[:cut], final=False), frame(CONTINUATION, data[cut:])]
            bench.check(f"{what}, cut after byte {cut}", bench.closed_by(*halves), 1007)
    for end in (b"\xe2", b"\xe2\x82", b"\xf0\x9f\x98"):
        bench.check(f"text that ends inside a letter: {end.hex()}",
                    bench.closed_by(frame(TEXT, b"ab" + end)), 1007)
        bench.check("the same in an empty last fragment", bench.closed_by(
            frame(TEXT, b"ab" + end, final=False), frame(CONTINUATION)), 1007)


@row("F6")
def good_text_across_fragments_is_taken(bench):
    data = '{"type":"ping","id":7,"x":"é€😀\U0010ffff"}'.encode()
    peer = bench.greeted()
    for cut in range(27, len(data)):
        peer.send(frame(TEXT, data[:cut], final=False) + frame(CONTINUATION, data[cut:]))
        bench.check(f"letters of every length, cut after byte {cut}", peer.expect("pong")["id"], 7)


def conversation():
    """A head and frames of every kind, up to the goodbye."""
    return b"".join([
        request("/play", *upgrade_lines()), text({"type": "hello", "protocol": 1}),
        frame(TEXT, b'{"type":', final=False), frame(PING, b"between"),
        frame(CONTINUATION, b'"ping","id":7}'), text("é".encode()), frame(PONG, b"unasked"),
        text(b'{"type":"ping","id":8,"pad":"' + b"x" * 130 + b'"}'), closing(1000, b"bye"),
    ])


def outcome(bench, pieces):
    """What a conversation in these pieces leads to; control answers may come in between."""
    peer = bench.connect()
    for number, piece in enumerate(pieces):
        peer.send(piece)
        if number < len(pieces) - 1:
            peer.is_readable(0.0005)
    status = peer.answer()[0]
    found = peer.frames_to_the_end()
    peer.close()
    return status, [f for f in found if f[0] == TEXT], [f for f in found if f[0] != TEXT]


@row("F7")
def packing_changes_nothing(bench):
    data = conversation()
    whole = outcome(bench, [data])
    bench.check("a conversation in one segment: status, texts, others",
                (whole[0], len(whole[1]), [opcode for opcode, _ in whole[2]]),
                (101, 4, [PONG, CLOSE]))
    single = outcome(bench, [data[n:n + 1] for n in range(len(data))])
    bench.check("the same, one byte in each segment",
                "the same" if single == whole else
                f"{len(single[1])} texts, others {single[2]}", "the same")
    different = [cut for cut in range(1, len(data))
                 if outcome(bench, [data[:cut], data[cut:]]) != whole]
    bench.check(f"the same, split at each of {len(data) - 1} places: how many differ",
                len(different), 0)
