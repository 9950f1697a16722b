"""Broken packets: a decoder must refuse them, or make a state that keeps to the schema.

Where another implementation says what it made of them, both must say the same.
"""

import random

from symbols import Refused


class Differs(Exception):
    """A packet does not make what it should."""


class Breaking:
    """Cuts and flips packets and tables frames, and counts what became of them.

    `times` 0: only those are tried that another implementation has broken.
    """

    def __init__(self, seed, times):
        self.random, self.times = random.Random(seed), times
        self.seed, self.refused, self.valid = seed, 0, 0

    def broken(self, data):
        """Data of which the end is missing, or some bits are flipped."""
        data = bytearray(data)
        if self.random.random() < 0.3:
            del data[self.random.randrange(len(data)):]
            return bytes(data)
        for _ in range(self.random.choice([1, 1, 1, 2, 8])):
            bit = self.random.randrange(8 * len(data))
            data[bit // 8] ^= 1 << bit % 8
        return bytes(data)

    def packet(self, decoder, bits, *state):
        """Breaks a packet, which is written against this state, so many times."""
        if not bits or not self.times:
            return
        whole, _ = decoder.decode(bits, *state)
        for _ in range(self.times):
            self.broken_packet(decoder, self.broken(bits), state)
        again, _ = decoder.decode(bits, *state)
        if (again.tables, again.scalars) != (whole.tables, whole.scalars):
            raise Differs(f"after broken packets this one makes another state: {bits.hex()}")

    def broken_packet(self, decoder, broken, state):
        """Decodes a broken packet; what it makes must be valid, even if the rest is refused."""
        try:
            made, rest = decoder.decode(broken, *state)
            if not is_valid(decoder, made):
                raise Differs(f"broken: not a valid state: {broken.hex()}")
            rest.finish()
            self.valid += 1
        except Refused:
            self.refused += 1
        except Differs:
            raise
        except Exception as fault:
            raise Differs(f"broken: {fault!r}: {broken.hex()}") from fault

    def tables(self, decoder, frame):
        """Breaks a tables frame so many times; `decoder` is not used for anything else."""
        for _ in range(self.times):
            broken = self.broken(frame)
            try:
                decoder.use_tables(broken)
                self.valid += 1
            except Refused:
                self.refused += 1
            except Exception as fault:
                raise Differs(f"broken tables: {fault!r}: {broken.hex()}") from fault

    def compare(self, decoder, frame, *state):
        """Decodes what `frame` tells of as broken: is it refused, or made the same of, in both?"""
        for broken in frame.get("broken", []):
            bits, wanted = bytes.fromhex(broken["world"]), broken["viewHash"]
            made, why = self.view_hash(decoder, bits, len(frame["cues"]), state)
            if made != wanted:
                raise Differs(f"broken: viewHash {made} ({why}), not {wanted}: {bits.hex()}")

    def view_hash(self, decoder, bits, cues, state):
        """The hash of the state that a broken packet makes; or None, and why it is refused."""
        try:
            made, rest = decoder.decode(bits, *state)
            if not is_valid(decoder, made):
                raise Differs(f"broken: not a valid state: {bits.hex()}")
            rest.read(cues)
            rest.finish()
        except Refused as why:
            self.refused += 1
            return None, why
        self.valid += 1
        return made.view_hash(), "taken"

    def compare_tables(self, decoder, tables):
        """Reads what `tables` tells of as broken; `decoder` is not used for anything else."""
        for broken in tables.get("broken", []):
            try:
                decoder.use_tables(bytes.fromhex(broken["frame"]))
                is_taken, why = True, "taken"
                self.valid += 1
            except Refused as refused:
                is_taken, why = False, refused
                self.refused += 1
            if is_taken != broken["isTaken"]:
                raise Differs(f"broken tables: {why}, not so elsewhere: {broken['frame']}")

    def __str__(self):
        return (f"broken with seed {self.seed}: {self.refused} refused, "
                f"{self.valid} made something valid")


def is_valid(decoder, snapshot):
    """Is each id and word within its bounds, and does each table go in order of id?"""
    for plan, table in zip(decoder.plans, snapshot.tables):
        ids = list(table)
        if ids != sorted(set(ids)) or not all(0 <= id < 65536 for id in ids):
            return False
        if not all(fits(plan, row) for row in table.values()):
            return False
    return fits(decoder.scalars, snapshot.scalars)


def fits(plan, row):
    """Is each word of a row within its bounds?"""
    return len(row) == len(plan.fields) and all(
        0 <= word <= field.limit for field, word in zip(plan.fields, row))
