"""D1, D2, D3, D5 and D8: players that say too much, too little, or come and go."""

import ctypes
import os
import socket
import struct
import threading
import time

from bench import at_least, at_most, between, row
from measure import Clock, Process, costs_nobody, health, holds_within
from wire import PING, PONG, TEXT, Ended, Fault, frame, text

FLOOD_SECONDS = 2.0
FLOODERS = 3
# Linux's name for: a program that decides which packets a socket gets.
ATTACH_FILTER = 26


def flood(bench, block, seconds=FLOOD_SECONDS, flooders=FLOODERS, reads=True):
    """Sends blocks without end, each time until closed; the codes, and how many blocks went.

    `block` makes the bytes for a seated peer.
    """
    codes, blocks = [], []

    def run(number):
        # Attackers are on other machines; here they share one, and must not take the server's time.
        os.nice(10)
        address = bench.address.rsplit(".", 1)[0] + f".{number + 2}"
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                peer = bench.seated(address=address)
                data, count = block(peer), 0
                while (not count or time.monotonic() < until) and peer.send(data):
                    count += 1
                    if reads and peer.is_readable(0) and not peer.more(until + 1):
                        break
                codes.append(peer.close_code(5))
                blocks.append(count)
                peer.close()
            except (Fault, OSError) as fault:
                # A newcomer is refused for a while: that, too, is an answer.
                codes.append(str(fault)[:60])

    threads = [threading.Thread(target=run, args=[number]) for number in range(flooders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes, sum(blocks)


def numbers(codes):
    """The close codes among outcomes; newcomers that are refused are left out."""
    return sorted({code for code in codes if isinstance(code, int)} | (
        {0} if "open" in codes else set()))


@row("D1")
def the_newest_ping_is_answered(bench):
    peer = bench.greeted()
    peer.send(b"".join(frame(PING, b"%d" % n) for n in range(400)))
    peer.say(type="ping", id=1)
    pongs = []
    while not pongs or pongs[-1] != b"399":
        opcode, payload = peer.next_frame()
        if opcode == PONG:
            pongs.append(payload)
    bench.check("400 pings in one packet: pongs", len(pongs), at_most(4))
    bench.check("the same: the last pong", pongs[-1], b"399")
    peer = bench.greeted()
    peer.send(frame(PONG, b"nobody asked") * 100)
    bench.check("100 pongs that nobody asked for, then a ping",
                peer.ask("pong", type="ping", id=2)["id"], 2)


@row("D1")
def a_thousand_pings_at_once_are_too_many(bench):
    for name, opcode in (("pings", PING), ("pongs", PONG)):
        bench.check(f"1,000 {name} in one packet", bench.closed_by(frame(opcode, b"x") * 1_000),
                    4429)


@row("D1", loud=True)
def a_ping_flood_costs_nobody(bench):
    codes, blocks = costs_nobody(bench, lambda _: flood(
        bench, lambda peer: frame(PING, b"x" * 100) * 1_000))
    bench.check(f"{blocks * 1_000:,} pings in 2 s, pongs read: closed with", numbers(codes),
                [4429])


@row("D1", loud=True)
def unread_pongs_cost_nobody(bench):
    codes, blocks = costs_nobody(bench, lambda _: flood(
        bench, lambda peer: frame(PING, b"x" * 100) * 1_000, reads=False))
    bench.check(f"{blocks * 1_000:,} pings in 2 s, pongs never read: closed with",
                numbers(codes), lambda came: (set(came) <= {4429, 4430}, "4429 or 4430"))


@row("D2", loud=True)
def ten_inputs_a_tick_are_bounded(bench):
    """Three hundred a second: ten seconds' worth may come at once, then it is too much."""
    peer = bench.seated(type="create", private=True)
    process, outcome = Process(bench.server), True
    peer.snapshot()
    clock = Clock(process)
    for _ in range(30):
        peer.snapshot()
    quiet = clock.share()
    clock, begun, sequence = Clock(process), time.monotonic(), 0
    while outcome is True and time.monotonic() - begun < 5:
        try:
            peer.snapshot()
        except Ended as end:
            outcome = str(end)
            break
        for _ in range(10):
            sequence += 1
            peer.send(peer.input(sequence))
    loud = clock.share()
    bench.check("10 inputs a tick: in the end", outcome, "closed with 4429")
    bench.check("the same: seconds until then", time.monotonic() - begun, between(0.5, 4))
    bench.check(f"the same: percent of a core more than without ({quiet:.1f})", loud - quiet,
                at_most(1.0))


@row("D2", loud=True)
def four_inputs_a_tick_are_fine(bench):
    peer = bench.seated(type="create", private=True)
    for sequence in range(240):
        if sequence % 4 == 0:
            peer.snapshot()
        peer.send(peer.input(sequence + 1))
    bench.check("4 inputs a tick for 2 s: the next snapshot", peer.snapshot()[0], 2)


@row("D2", loud=True)
def an_input_flood_costs_nobody(bench):
    def block(peer):
        return b"".join(peer.input(n) for n in range(1_000))

    codes, blocks = costs_nobody(bench, lambda _: flood(bench, block))
    bench.check(f"{blocks * 1_000:,} inputs in 2 s: closed with", numbers(codes), [4429])


@row("D2", loud=True)
def a_message_flood_costs_nobody(bench):
    codes, blocks = costs_nobody(bench, lambda _: flood(
        bench, lambda peer: text({"type": "ping", "id": 1}) * 1_000))
    bench.check(f"{blocks * 1_000:,} messages in 2 s: closed with", numbers(codes), [4429])


@row("D2", loud=True)
def a_byte_flood_costs_nobody(bench):
    """Large messages that are no messages."""
    codes, blocks = costs_nobody(bench, lambda _: flood(
        bench, lambda peer: frame(TEXT, b" " * 4_096) * 100))
    bench.check(f"{blocks * 100:,} texts of 4,096 blanks in 2 s: closed with", numbers(codes),
                lambda came: (set(came) <= {4422, 4429}, "4422 or 4429"))


@row("F5", loud=True)
def a_fragment_flood_costs_nobody(bench):
    block = frame(TEXT, b"", final=False) + frame(0, b"", final=False) * 200_000
    codes, blocks = costs_nobody(bench, lambda _: flood(bench, lambda peer: block))
    bench.check(f"200,000 empty fragments, {blocks} times: closed with", numbers(codes), [1008])


def deaf(bench, room, number):
    """Players and spectators that take a seat and never read again."""
    for index in range(number):
        peer = bench.connect(receive_buffer=4_096).upgrade().greet()
        peer.sit(type="join" if index % 3 == 0 else "spectate", room=room)


@row("D3", loud=True)
def deaf_peers_in_the_room_cost_nobody(bench):
    """The same room's players, whose snapshots the deaf ones share."""
    peer = bench.seated(type="create", private=True, seats=16)
    peer.close()
    costs_nobody(bench, lambda crowd: deaf(bench, crowd.room, 12), room=peer.seat["room"],
                 snapshots=100)


@row("D3", "--bots", "16")
def snapshots_are_not_queued_for_a_deaf_player(bench):
    """Who reads again after ten seconds gets the newest state, not ten seconds of states."""
    other = bench.seated(type="create", private=True, seats=16)
    peer = bench.connect(receive_buffer=4_096).upgrade().greet()
    peer.sit(type="join", room=other.seat["room"])
    process = Process(bench.server)
    memory, before = process.memory(), peer.received
    for _ in range(300):
        newest = other.snapshot()[3]
    ticks = []
    while not ticks or ticks[-1] < newest:
        ticks.append(peer.snapshot()[3])
    bench.check(f"10 s without reading, 300 snapshots: {len(ticks)} waited, in bytes",
                peer.received - before, at_most(40_960))
    gaps = [later - tick for tick, later in zip(ticks, ticks[1:])]
    bench.check("the same: ticks passed over in one step", max(gaps), at_least(60))
    bench.check("the same: memory grown by KiB", (process.memory() - memory) >> 10,
                at_most(2_048))


@row("D3", own=True)
def unread_answers_are_capped(bench):
    """Answers that must not be lost wait, up to a limit; then the connection is closed."""
    for number in range(40):
        bench.seated(type="create", name="x" * 24)
    peer = bench.connect(receive_buffer=4_096).upgrade().greet()
    process = Process(bench.server)
    memory, asked, begun = process.memory(), 0, time.monotonic()

    def slow_readers():
        report = health(bench.port, bench.address)
        refusals = report.get("refusals", {})
        return report.get("slowReaders", 0) or refusals.get("slowReader", 0)

    while not slow_readers() and time.monotonic() - begun < 12 and not peer.is_over:
        # Just what is allowed: 30 a second.
        if not peer.send(text({"type": "list"}) * 3):
            break
        asked += 3
        threading.Event().wait(0.11)
    grown = process.memory() - memory
    code = peer.close_code(3)
    bench.check(f"{asked} lists, 30 a second, answers unread: closed with", code, {4430, 1008})
    bench.check("the same: memory grown by KiB", grown >> 10, at_most(4_096))


def vanish(peer):
    """Makes this machine drop every packet that comes for the socket: a cable pulled."""
    program = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
    header = struct.pack("HxxxxxxP", 1, ctypes.addressof(program))
    peer.socket.setsockopt(socket.SOL_SOCKET, ATTACH_FILTER, header)
    return program


@row("D5")
def a_vanished_player_returns_at_once(bench):
    witness = bench.seated(type="create", private=True)
    peer = bench.seated(type="join", room=witness.seat["room"])
    vanish(peer)
    begun = time.monotonic()
    back = bench.upgraded().greet(resume=peer.seat["resumeToken"])
    seat = back.expect("seated")
    bench.check("a cable pulled, then a return: the same seat",
                (seat["returned"], seat["player"]), (True, peer.seat["player"]))
    bench.check("the same: seconds", time.monotonic() - begun, at_most(3))
    bench.check("the same: the next snapshot", back.snapshot()[0], 2)


@row("D5")
def a_vanished_player_is_given_up(bench):
    witness = bench.seated(type="create", private=True)
    peer = bench.seated(type="join", room=witness.seat["room"])
    vanish(peer)
    begun, state = time.monotonic(), "human"
    while state == "human" and time.monotonic() - begun < 25:
        for seat in witness.expect("roster", 25)["seats"]:
            if seat["player"] == peer.seat["player"]:
                state = seat["state"]
    bench.check("a cable pulled: the seat", state, {"dropped", "bot"})
    bench.check("the same: seconds until then", time.monotonic() - begun, at_most(18))


@row("D5")
def a_silent_player_is_asked(bench):
    """A peer that is there and says nothing is pinged, and kept as long as it answers."""
    peer, pings, begun = bench.greeted(), 0, time.monotonic()
    while pings < 3 and time.monotonic() - begun < 20:
        opcode, payload = peer.next_frame(20)
        if opcode == PING:
            pings += 1
            peer.send(frame(PONG, payload))
    bench.check("nothing but pongs: pings in 20 s", pings, 3)


@row("D5")
def a_player_that_answers_nothing_is_given_up(bench):
    peer, begun = bench.greeted(), time.monotonic()
    peer.ended_after(25)
    bench.check("nothing at all: seconds to the end", time.monotonic() - begun, between(2, 18))


@row("D8", loud=True)
def a_flapping_player_is_slowed(bench):
    """Twenty returns a second to one seat; at any time one connection has it."""
    witness = bench.seated(type="create", private=True)
    now = bench.seated(type="join", room=witness.seat["room"])
    returns, code, superseded, begun = 0, None, set(), time.monotonic()
    while returns < 60 and time.monotonic() - begun < 5:
        before = now
        try:
            now = bench.upgraded().greet(resume=before.seat["resumeToken"])
            now.seat = now.expect("seated")
        except Ended as end:
            code = str(end)
            break
        superseded.add(before.close_code())
        before.close()
        returns += 1
        threading.Event().wait(0.05)
    bench.check("a seat taken over 20 times a second: the old connection", sorted(superseded),
                [4409])
    bench.check("the same: returns until it is refused", returns, between(10, 30))
    bench.check("the same: then", code, "closed with 4429")
    left = holds_within(lambda: health(bench.port, bench.address)["connections"] <= 3, 3)
    bench.check("the same: connections left", "one" if left else "more", "one")
    spectator = bench.greeted().sit(type="spectate", room=witness.seat["room"])
    seats = [s["player"] for s in spectator.expect("roster")["seats"] if s["state"] != "bot"]
    bench.check("the same: seats of people in the room", len(seats), 2)


@row("D8", loud=True)
def a_flapping_storm_costs_nobody(bench):
    """Returns as quickly as they go, and seats that are left and taken."""
    def attack(_):
        until, count = time.monotonic() + FLOOD_SECONDS, 0
        while time.monotonic() < until:
            try:
                peer = bench.seated()
                peer.reset()
                back = bench.upgraded().greet(resume=peer.seat["resumeToken"])
                back.expect("seated")
                back.reset()
                count += 1
            except Fault:
                break
        return count

    bench.check("seats taken, lost, taken again, 2 s: rounds", costs_nobody(bench, attack),
                lambda came: (came > 0, "some"))
