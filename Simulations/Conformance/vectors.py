"""Checks golden vectors against the decoder that is written from the page alone.

usage: vectors.py DIR [--broken TIMES] [--seed SEED]

DIR holds what `schema --vectors DIR` writes: schema.json; speed.json and dense.json, each
{mode, epochs: [{epoch, frame}], frames: [{epoch, tick, age, predecessorAge, viewHash, world}],
states: [{tick, tables, scalars}]}: a client that holds its last two snapshots, and after a
keyframe that one alone, can read all of them. A frame may have `cues`, a text of 0 and 1: these
bits follow the world, and only padding follows them.
"""

import argparse
import json
import pathlib
import random
import sys

from breaking import Breaking, Differs
from codec import Decoder
from symbols import DENSE, SPEED, Refused

MODES = {"speed": SPEED, "dense": DENSE}


def check(schema, vectors, breaking=None):
    """Decodes all frames; returns what is to be said of them. `breaking`: how, or None."""
    decoder, mode = Decoder(schema), MODES[vectors["mode"]]
    for tables in vectors["epochs"]:
        frame = bytes.fromhex(tables["frame"])
        if frame:
            decoder.use_tables(frame)
        if frame and breaking:
            breaking.tables(Decoder(schema), frame)
            breaking.compare_tables(Decoder(schema), tables)
    states = {state["tick"]: state for state in vectors.get("states", [])}
    held, size, compared = {}, 0, 0
    for place, frame in enumerate(vectors["frames"]):
        tick, bits = frame["tick"], bytes.fromhex(frame["world"])
        try:
            state = against(frame, held)
            made, rest = decoder.decode(bits, *state, mode, frame["epoch"])
            follow(rest, frame.get("cues", ""))
            compare(made, frame, states.get(tick), schema)
            if breaking:
                breaking.packet(decoder, bits, *state, mode, frame["epoch"])
                breaking.compare(decoder, frame, *state, mode, frame["epoch"])
        except (Refused, Differs) as fault:
            raise Differs(f"frame {place}, tick {tick}: {fault}") from fault
        # As a client does: a keyframe empties what is held, and else it holds the last two.
        held = {**dict(list(held.items())[-1:] if frame["age"] else []), tick: made}
        size, compared = size + len(bits), compared + (tick in states)
    if compared < len(states):
        raise Differs(f"{len(states) - compared} states have no frame")
    return f"{len(vectors['frames'])} frames, {size} bytes, {compared} states in full: all right"


def against(frame, held):
    """What a frame is written against: baseline, predecessor, ahead, behind."""
    age, behind = frame["age"], frame.get("predecessorAge") or 0
    if not age:
        return None, None, 0, 0
    baseline = frame["tick"] - age
    predecessor = baseline - behind
    if baseline not in held or behind and predecessor not in held:
        raise Differs(f"baseline {baseline} or predecessor {predecessor} is not held")
    return held[baseline], held[predecessor] if behind else None, age, behind


def follow(rest, cues):
    """Do these bits follow the world, and behind them nothing?"""
    read = "".join(str(rest.read(1)) for _ in cues)
    if read != cues:
        raise Differs(f"{read} follows the world, not {cues}")
    rest.finish()


def compare(made, frame, state, schema):
    """Is a state what the vectors say: its hash and, where they hold it, each word?"""
    if state:
        for table, rows in zip(schema["tables"], made.tables):
            for row in difference(rows, state["tables"][table["name"]]):
                raise Differs(f"{table['name']}: {row}")
        if made.scalars != state["scalars"]:
            raise Differs(f"scalars: {made.scalars}, not {state['scalars']}")
    if made.view_hash() != frame["viewHash"]:
        raise Differs(f"viewHash: {made.view_hash():08x}, not {frame['viewHash']:08x}")


def difference(rows, wanted):
    """The rows that differ, as sentences."""
    wanted = {row[0]: row[1:] for row in wanted}
    for id in sorted({*rows, *wanted}):
        if rows.get(id) != wanted.get(id):
            yield f"row {id}: {rows.get(id)}, not {wanted.get(id)}"


def main():
    """Checks each file, a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="DIR", type=pathlib.Path)
    parser.add_argument("--broken", metavar="TIMES", type=int, default=0,
                        help="cut or flip each packet so many times as well: it must be refused, "
                        "or make a state that keeps to the schema")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    breaking = Breaking(options.seed, options.broken) if options.broken else None
    wrong = False
    schema = json.loads((options.folder / "schema.json").read_text())
    files = [options.folder / f"{mode}.json" for mode in MODES]
    for path in files:
        try:
            print(f"{path.name}: {check(schema, json.loads(path.read_text()), breaking)}")
        except (Refused, Differs) as differs:
            wrong = True
            print(f"{path.name}: {differs}")
    if breaking:
        print(breaking)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
