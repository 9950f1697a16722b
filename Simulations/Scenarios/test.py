"""Runs the shipped scenarios as a user would, and checks verdicts, reports and the live view.

usage: test.py PROGRAM [--out FOLDER]

PROGRAM is the demo's executable. Reports and pictures are left in FOLDER.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Client"))
sys.path.insert(0, str(HERE.parent / "Process"))

from server import Server  # noqa: E402
from terminal import Terminal  # noqa: E402

PASSED, FAILED, COULD_NOT_RUN = 0, 1, 2
VIRTUAL = [
    "deploy", "everybody-returns", "hostile-crowd", "newcomers", "slow-readers", "smoke", "soak",
    "train-ride",
]
IN_PROCESS = ["everybody-returns", "hostile-crowd", "slow-readers"]

COMPLETE = """() => ({
    plots: [...document.querySelectorAll("svg")].filter(
        (plot) => plot.querySelectorAll("path, rect, circle, polyline").length > 2
            && plot.getBoundingClientRect().height > 40).length,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
})"""


class House:
    """The program under test and where its reports go."""

    def __init__(self, program, out):
        self.program, self.out = os.path.abspath(program), out

    def bots(self, *arguments, seconds=300):
        return subprocess.run([self.program, "bots", *map(str, arguments)], capture_output=True,
                              stdin=subprocess.DEVNULL, text=True, timeout=seconds)

    def passes(self, *arguments):
        run = self.bots(*arguments)
        hold(run.returncode == PASSED, f"exit {run.returncode}: {ending(run)}")
        return run

    def written(self, name, text):
        path = self.out / name
        path.write_text(text)
        return path


def hold(condition, what):
    if not condition:
        raise AssertionError(what)


def ending(run):
    return (run.stdout + run.stderr)[-2_000:]


def scenario(name):
    return HERE / f"{name}.yaml"


def smoke_passes_in_all_three_modes(house):
    house.passes(scenario("smoke"), "--virtual", "--report", house.out / "smoke-virtual")
    house.passes(scenario("smoke"), "--in-process", "--report", house.out / "smoke-in-process")
    with Server(house.program, "--no-record") as server:
        address = server.url.removesuffix("/play")
        house.passes(
            scenario("smoke"), "--against", address, "--report", house.out / "smoke-sockets")
    reports = [json.loads((house.out / f"smoke-{mode}" / "report.json").read_text())
               for mode in ("virtual", "in-process", "sockets")]
    hold(len({report["mode"] for report in reports}) == 3, "two modes have the same name")
    hold(all(report["version"] == 1 for report in reports), "a report has another version")


def every_scenario_passes_in_virtual_time(house):
    shipped = sorted(path.stem for path in HERE.glob("*.yaml"))
    hold(shipped == sorted(VIRTUAL), f"the folder has {shipped}")
    for name in VIRTUAL:
        house.passes(scenario(name), "--virtual", "--report", house.out / f"{name}-virtual")


def some_scenarios_pass_in_process(house):
    with ThreadPoolExecutor() as together:
        runs = [together.submit(house.passes, scenario(name), "--in-process", "--report",
                                house.out / f"{name}-in-process") for name in IN_PROCESS]
        for run in runs:
            run.result()


def the_same_seed_gives_the_same_report_twice(house):
    texts = []
    for turn in ("first", "second"):
        folder = house.out / f"twice-{turn}"
        house.passes(scenario("train-ride"), "--virtual", "--report", folder)
        texts.append((folder / "report.json").read_bytes())
    hold(texts[0] == texts[1], "the reports differ")
    folder = house.out / "another-seed"
    house.bots(scenario("train-ride"), "--virtual", "--seed", 99, "--report", folder)
    hold((folder / "report.json").read_bytes() != texts[0], "another seed changes nothing")
    return f"{len(texts[0])} bytes"


def an_impossible_expectation_fails_and_says_by_how_much(house):
    text = scenario("smoke").read_text() + "  - snapshot.gap p50 < 1 ms\n"
    folder = house.out / "impossible"
    run = house.bots(
        house.written("impossible.yaml", text), "--virtual", "--report", folder)
    hold(run.returncode == FAILED, f"exit {run.returncode}: {ending(run)}")
    said = re.search(r"snapshot\.gap p50 was [\d.]+ ms, [\d.]+ ms over", run.stdout)
    hold(said, f"it does not say by how much: {ending(run)}")
    suite = ElementTree.parse(folder / "junit.xml").getroot()
    failures = [failure.get("message") for failure in suite.iter("failure")]
    hold(len(failures) == 1 and "over" in failures[0], f"junit.xml has {failures}")
    return said.group()


def mistakes_name_line_and_remedy(house):
    smoke = scenario("smoke").read_text()
    for name, text, words in [
        ("metric", smoke + "  - snapshot.gpa p50 < 1 ms\n", ["snapshot.gap", "snapshot.gpa"]),
        ("key", smoke.replace("arrivals:", "arivals:"), ["arrivals", "arivals"]),
        ("syntax", smoke + "networks: [\n", [":"]),
        ("range", smoke.replace("for: 20s", "for: -3s"), ["for"]),
    ]:
        path = house.written(f"{name}.yaml", text)
        run = house.bots(path, "--virtual")
        hold(run.returncode == COULD_NOT_RUN, f"{name}: exit {run.returncode}: {ending(run)}")
        hold(re.search(rf"{name}\.yaml:\d+", run.stderr), f"{name}: no line: {run.stderr}")
        for word in words:
            hold(word in run.stderr, f"{name}: no word of `{word}`: {run.stderr}")


def what_cannot_run_says_so(house):
    for arguments, word in [
        ([house.out / "nowhere.yaml", "--virtual"], "nowhere.yaml"),
        ([scenario("deploy"), "--against", "ws://127.0.0.1:1"], "--in-process"),
        ([scenario("smoke"), "--against", "ws://127.0.0.1:1"], "127.0.0.1"),
        ([scenario("smoke"), "--against", "gopher://x"], "gopher"),
    ]:
        run = house.bots(*arguments)
        hold(run.returncode == COULD_NOT_RUN, f"{word}: exit {run.returncode}: {ending(run)}")
        hold(word in run.stderr, f"no word of `{word}`: {run.stderr}")
        hold("Fatal" not in run.stderr and "0x" not in run.stderr, f"a trace: {run.stderr}")


def two_reports_are_compared(house):
    reports = [house.out / folder / "report.json" for folder in ("smoke-virtual", "smoke-sockets")]
    run = house.bots("compare", *reports)
    hold(run.returncode == 0, f"exit {run.returncode}: {ending(run)}")
    for word in ("snapshot.gap", "input.to.effect", "%"):
        hold(word in run.stdout, f"no word of `{word}`: {run.stdout}")
    broken = house.written("broken.json", "{\"version\": 7}")
    run = house.bots("compare", broken, reports[0])
    hold(run.returncode == COULD_NOT_RUN and "version" in run.stderr, ending(run))


def json_lines_are_for_machines(house):
    run = house.passes(scenario("smoke"), "--in-process", "--for", "5s", "--json")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    hold(len(lines) > 4, f"only {len(lines)} lines")
    hold(lines[-1].get("version") == 1, "the last line is no report")


def without_a_terminal_there_is_a_line_a_second(house):
    run = house.passes(scenario("smoke"), "--in-process", "--for", "5s")
    hold("\x1b" not in run.stdout, "it draws without a terminal")
    seconds = re.findall(r"^ *\d+ s\b", run.stdout, re.MULTILINE)
    hold(len(seconds) >= 4, f"only {len(seconds)} lines a second: {ending(run)}")


def a_terminal_shows_the_run_and_obeys_keys(house):
    command = [house.program, "bots", str(scenario("smoke")), "--in-process", "--for", "40s"]
    with Terminal(command, columns=100, lines=32) as terminal:
        before = terminal.settings()
        terminal.until("input to effect", 20)
        terminal.until(r"[▁▂▃▄▅▆▇█]{4,}", 20)
        terminal.press("+")
        terminal.press(" ")
        terminal.until("paused", 10)
        (house.out / "live.txt").write_text(terminal.screen())
        begun = time.monotonic()
        terminal.press("q")
        status = terminal.end(15)
        hold(status in (PASSED, FAILED), f"exit {status}")
        hold(terminal.settings() == before, "the terminal is not as it was")
    return f"ended {time.monotonic() - begun:.1f} s after q"


def reports_are_pages_that_stand_alone(house):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for name in ("smoke-virtual", "smoke-sockets", "train-ride-virtual"):
            address = (house.out / name / "report.html").resolve().as_uri()
            for width, scheme in ((1440, "light"), (360, "dark")):
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme)
                page, troubles, requests = context.new_page(), [], []
                page.on("console", lambda message: troubles.append(message.text))
                page.on("pageerror", lambda error: troubles.append(str(error)))
                page.on("request", lambda request: requests.append(request.url))
                page.goto(address)
                hold(not troubles, f"{name}: {troubles}")
                hold(requests == [address], f"{name} loads {requests}")
                seen = page.evaluate(COMPLETE)
                hold(seen["plots"] >= 4, f"{name}: {seen['plots']} plots are drawn")
                hold(not seen["wide"], f"{name} is wider than {width} pixels")
                faults = Axe().run(page).response["violations"]
                hold(not faults, f"{name}: {[fault['id'] for fault in faults]}")
                page.screenshot(path=house.out / f"{name}-{width}.png", full_page=True)
                context.close()
        browser.close()


CHECKS = [
    smoke_passes_in_all_three_modes,
    every_scenario_passes_in_virtual_time,
    some_scenarios_pass_in_process,
    the_same_seed_gives_the_same_report_twice,
    an_impossible_expectation_fails_and_says_by_how_much,
    mistakes_name_line_and_remedy,
    what_cannot_run_says_so,
    two_reports_are_compared,
    json_lines_are_for_machines,
    without_a_terminal_there_is_a_line_a_second,
    a_terminal_shows_the_run_and_obeys_keys,
    reports_are_pages_that_stand_alone,
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--out", type=Path, default=Path(".build/check/scenarios"))
    parser.add_argument("--only", help="checks whose names contain this")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    house = House(options.program, options.out)
    checks = [check for check in CHECKS if not options.only or options.only in check.__name__]
    failures = 0
    for check in checks:
        name, begun = check.__name__.replace("_", " "), time.monotonic()
        try:
            note = check(house)
            print(f"ok   {name} ({time.monotonic() - begun:.1f} s{', ' + note if note else ''})",
                  flush=True)
        except Exception as fault:  # each check reports; none hides another
            failures += 1
            print(f"FAIL {name}: {type(fault).__name__} {fault}", flush=True)
    print(f"{len(checks)} scenario checks, {failures} failed")
    sys.exit(1 if failures or not checks else 0)


if __name__ == "__main__":
    main()
