"""Judges a report of the Autobahn suite, strictly.

usage: summarize.py REPORT-FOLDER CASES

Exits with 1 unless exactly CASES cases ran, each OK, or INFORMATIONAL where that is expected.
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


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, expected = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    agents = json.loads((folder / "index.json").read_text())
    cases = {name: case for agent in agents.values() for name, case in agent.items()}
    bad = 0
    for name in sorted(cases, key=by_number):
        case = cases[name]
        if not (is_good(name, case["behavior"]) and is_good(name, case["behaviorClose"])):
            bad += 1
            print(f"case {name}: {case['behavior']}, close {case['behaviorClose']}, "
                  f"code {case['remoteCloseCode']}; see {folder.resolve()}/{case['reportfile']}")
    counts = collections.Counter(case["behavior"] for case in cases.values())
    counted = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    print(f"{len(cases)} of {expected} cases ran: {counted or 'none'}; {bad} not good enough")
    sys.exit(0 if bad == 0 and len(cases) == expected else 1)


if __name__ == "__main__":
    main()
