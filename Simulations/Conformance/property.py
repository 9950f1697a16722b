"""Decodes what another implementation encoded: random schemas, states, skips and tables.

usage: property.py PROGRAM [--seed SEED] [--count COUNT] [--broken TIMES] [--page]

PROGRAM is what `swift build --product chains` makes; its --help says what it prints. It decodes
all packets itself, here the decoder that knows only Codec.md does, and with --page the page's as
well, in node: one state in three languages. So it is with broken packets: all refuse one, or make
the same of it. Of each chain that differs the first frame is told; exit status 1 if any does, in
any of the three, or if of the broken ones all were refused, or none.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys

from breaking import Breaking, Differs
from symbols import Refused
from vectors import check

PAGE = ["node", pathlib.Path(__file__).with_name("chains.mjs")]


class Page:
    """The page's decoder, in a process beside this one; or nothing."""

    def __init__(self, is_wanted):
        self.process = is_wanted and subprocess.Popen(PAGE, stdin=subprocess.PIPE, text=True)

    def send(self, line):
        """Lets it decode a chain, some time."""
        if not self.process or self.process.stdin.closed:
            return
        try:
            self.process.stdin.write(line)
        except BrokenPipeError:
            # It has said why; its exit status is not 0.
            self.process.stdin.close()

    def fails(self):
        """Waits for it; was anything wrong?"""
        if not self.process:
            return False
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        return self.process.wait() != 0


def main():
    """Checks each chain."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", metavar="PROGRAM", help="what makes the chains")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--count", type=int, default=100, help="seeds, of two chains each")
    parser.add_argument("--broken", metavar="TIMES", type=int, default=0,
                        help="let PROGRAM break each packet and tables frame so many times as "
                        "well: all must refuse it, or make the same valid state of it")
    parser.add_argument("--page", action="store_true", help="decode in node too")
    options = parser.parse_args()
    breaking = Breaking(options.seed, 0)
    page = Page(options.page)
    command = [options.program, "--seed", str(options.seed), "--count", str(options.count),
               "--broken", str(options.broken)]
    chains = packets = wrong = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as maker:
        for line in maker.stdout:
            page.send(line)
            chain = json.loads(line)
            chains, packets = chains + 1, packets + len(chain["frames"])
            try:
                check(chain["schema"], chain, breaking)
            except (Refused, Differs) as differs:
                wrong += 1
                print(f"python: seed {chain['seed']}, {chain['mode']}: {differs}")
    print(f"python: {chains} chains, {packets} packets, and broken {breaking.refused} refused, "
          f"{breaking.valid} taken: {wrong} chains differ", flush=True)
    if options.broken and not (breaking.refused and breaking.valid):
        print("python: broken packets that are all taken, or all refused, show nothing")
        wrong += 1
    return 1 if page.fails() or maker.returncode or wrong or chains < 2 * options.count else 0


if __name__ == "__main__":
    sys.exit(main())
