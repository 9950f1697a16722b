"""Checks rotation.py against rotations.json, which Swift and JavaScript are checked against too.

usage: python3 Simulations/Conformance/rotations.py [--write]

  --write   makes the file anew instead: random words, of which many turn slowly
"""

import json
import pathlib
import random
import sys

from rotation import Form, Guess

FILE = pathlib.Path(__file__).with_name("rotations.json")
SEED = 20


def answer(bits, older, old, ahead, behind):
    """All that is expected of two words, for each part that may be the largest."""
    form = Form(2 + 3 * bits)
    guess = Guess(form, old, older, ahead, behind)
    return {"largest": guess.largest, "lead": guess.lead,
            "numbers": [guess.numbers(largest) for largest in range(4)],
            "changes": [guess.changes(largest) for largest in range(4)]}


def cases():
    """Words of every form: slow turns, fast ones, jumps, and words that no rotation has."""
    dice = random.Random(SEED)
    for index in range(300):
        bits = 5 + index % 6
        form = Form(2 + 3 * bits)
        old = dice.getrandbits(2 + 3 * bits)
        if index % 5:
            size = 1 << dice.randrange(bits)
            numbers = [min(max(number + dice.randint(-size, size), 0), form.limit)
                       for number in form.numbers(old)]
            older = form.word(form.largest(old), numbers)
        else:
            older = dice.getrandbits(2 + 3 * bits)
        ahead, behind = dice.choice(((1, 1), (6, 1), (6, 6), (dice.randint(1, 255),
                                                              dice.randint(1, 255))))
        yield bits, older, old, ahead, behind


def main():
    """Writes the file, or reads it and compares."""
    names = ("bits", "older", "old", "ahead", "behind")
    if sys.argv[1:] == ["--write"]:
        lines = [json.dumps(dict(zip(names, case)) | answer(*case)) for case in cases()]
        FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
        return
    if sys.argv[1:]:
        sys.exit(__doc__)
    known = json.loads(FILE.read_text(encoding="utf-8"))
    for case in known:
        expected = {name: case[name] for name in ("largest", "lead", "numbers", "changes")}
        found = answer(*(case[name] for name in names))
        if found != expected:
            sys.exit(f"{case}: found {found}")
    print(f"rotations: {len(known)} expectations agree")


if __name__ == "__main__":
    main()
