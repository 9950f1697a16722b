"""Judges reports of the Autobahn suite, strictly.

usage: summarize.py CASES REPORT-FOLDER…

Exits with 1 unless exactly CASES cases ran in all, each OK, or INFORMATIONAL where that is
expected.
"""

import collections
import json
import pathlib
import sys

# The suite only reports what a server does here: data after a close, and close codes that no
# registry knows. It has no opinion.
INFORMATIONAL = {"7.1.6", "7.13.1", "7.13.2"}


def is_good(name, verdict):
    return verdict == "OK" or verdict == "INFORMATIONAL" and name in INFORMATIONAL


def by_number(name):
    return [int(part) for part in name.split(".")]


def read(folder):
    """The cases of one report by their numbers, each with the file that tells about it."""
    agents = json.loads((folder / "index.json").read_text())
    return {name: case | {"file": folder.resolve() / case["reportfile"]}
            for agent in agents.values() for name, case in agent.items()}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    expected, cases = int(sys.argv[1]), {}
    for folder in sys.argv[2:]:
        cases |= read(pathlib.Path(folder))
    bad = 0
    for name in sorted(cases, key=by_number):
        case = cases[name]
        if not (is_good(name, case["behavior"]) and is_good(name, case["behaviorClose"])):
            bad += 1
            print(f"case {name}: {case['behavior']}, close {case['behaviorClose']}, "
                  f"code {case['remoteCloseCode']}; see {case['file']}")
    counts = collections.Counter(case["behavior"] for case in cases.values())
    counted = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    print(f"{len(cases)} of {expected} cases ran: {counted or 'none'}; {bad} not good enough")
    sys.exit(0 if bad == 0 and len(cases) == expected else 1)


if __name__ == "__main__":
    main()
