"""Decodes what another implementation encoded: random schemas, states, skips and tables.

usage: PROGRAM | property.py [--broken TIMES] [--seed SEED]

Each line of standard input is a chain as vectors.py describes it, with the `seed` that it was
made from. The first frame of a chain that differs is told; exit status 1 if any does.
"""

import argparse
import json
import random
import sys

from breaking import Breaking, Differs
from symbols import Refused
from vectors import check, from_chain


def main():
    """Checks each line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--broken", metavar="TIMES", type=int, default=0)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    breaking = Breaking(options.seed, options.broken) if options.broken else None
    chains = packets = wrong = 0
    for line in sys.stdin:
        chain = json.loads(line)
        chains, packets = chains + 1, packets + len(chain["packets"])
        try:
            check(chain["schema"], from_chain(chain), breaking)
        except (Refused, Differs) as differs:
            wrong += 1
            print(f"seed {chain['seed']}, mode {chain['mode']}, epoch {chain['epoch']}: {differs}")
    if breaking:
        print(breaking)
    print(f"{chains} chains, {packets} packets: {wrong} chains differ")
    return 1 if wrong or not chains else 0


if __name__ == "__main__":
    sys.exit(main())
