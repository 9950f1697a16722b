"""Plays every hostile and every broken peer against the server, and checks what each gets.

usage: test.py PROGRAM [ROW…] [--strict]

PROGRAM is the demo's executable, ROW such as H1 or F. Each case says what was sent and what came.
With --strict others may notice no more than 10 ms between snapshots and 2 ms of lateness: for a
quiet machine. Exits 1 when a case failed or a row has none.
"""

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import closing  # noqa: F401  (each of these registers its tests)
import floods  # noqa: F401
import frames  # noqa: F401
import guesses  # noqa: F401
import heads  # noqa: F401
import messages  # noqa: F401
import storms  # noqa: F401
from bench import TESTS, Servers, raise_descriptor_limit
from rows import ROWS

AT_ONCE = 24
printing = threading.Lock()


def shown(value):
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def tell(bench):
    """One test's cases, the row first."""
    test = bench.test
    with printing:
        print(f"{test.row} {ROWS[test.row]}: {test.name} ({bench.seconds:.1f} s)")
        for case in bench.cases:
            missed = "" if case.holds else f", not {case.wanted}"
            print(f"   {'ok  ' if case.holds else 'FAIL'} {test.row} sent {case.sent}; "
                  f"came {shown(case.came)}{missed}")
        sys.stdout.flush()
    return bench


def chosen(arguments):
    """The tests of the rows named, or all."""
    names = [name.upper() for name in arguments]
    unknown = [name for name in names if not any(row.startswith(name) for row in ROWS)]
    if unknown:
        sys.exit(f"there is no row {unknown[0]}; the rows are {' '.join(ROWS)}")
    wanted = [row for row in ROWS if not names or any(row.startswith(name) for name in names)]
    return wanted, [test for test in TESTS if test.row in wanted]


def main():
    if len(sys.argv) < 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit(__doc__)
    raise_descriptor_limit()
    begun = time.monotonic()
    rows, tests = chosen([word for word in sys.argv[2:] if word != "--strict"])
    servers = Servers(os.path.abspath(sys.argv[1]))
    done = []
    with servers.stack:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            quiet = [test for test in tests if not test.is_loud]
            done += pool.map(lambda test: tell(servers.run(test)), quiet)
    for test in tests:
        if test.is_loud:
            done.append(tell(servers.run(test)))
    cases = [case for bench in done for case in bench.cases]
    failed = [case for case in cases if not case.holds]
    proven = {bench.test.row for bench in done if bench.cases}
    for row in rows:
        if row not in proven:
            print(f"FAIL {row} {ROWS[row]}: no case provokes it")
    bad = sorted({bench.test.row for bench in done if not all(c.holds for c in bench.cases)})
    print(f"{len(rows)} rows, {len(cases)} cases, {len(failed)} failed"
          f"{' in ' + ' '.join(bad) if bad else ''} ({time.monotonic() - begun:.0f} s)")
    sys.exit(1 if failed or proven != set(rows) else 0)


if __name__ == "__main__":
    main()
