"""Plays in a real browser on a running server of the demo, and checks what a player sees.

One line for each check; the last line is "N passed, N failed", and the exit status is 0
only if none failed. Pictures of what was seen are left in the folder of --out.
"""

import argparse
import shutil
import sys
import time
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

import looking
import playing
from visitor import WIDE, Visitor, hold


class House:
    """The server's address, the browser, and everybody who visits."""

    def __init__(self, browser, url, out):
        self.browser, self.url, self.out = browser, url, out
        self.inside, self.troubles, self.resyncs, self.visits = [], [], 0, 0

    def visitor(self, size=WIDE, **settings):
        guest = Visitor(self.browser, self.url, size, **settings)
        self.inside.append(guest)
        self.visits += 1
        return guest

    def photograph(self, guest, name):
        guest.page.screenshot(path=self.out / f"{name}.png")

    def empty(self, check):
        """Everybody goes; what went wrong in their browsers is kept."""
        for guest in self.inside:
            self.troubles += [f"{check}: {trouble}" for trouble in guest.troubles]
            self.resyncs += guest.resyncs
            guest.part()
        self.inside = []


def no_browser_ever_complained(house):
    hold(not house.troubles, "; ".join(house.troubles[:10]))
    return f"{house.visits} visits"


def no_state_was_another_than_the_servers(house):
    hold(house.resyncs == 0, f"{house.resyncs} returns for a keyframe")


CHECKS = [
    looking.the_page_loads_from_one_origin_without_complaint,
    playing.one_click_and_it_plays,
    playing.ten_seconds_with_the_keyboard_move_the_fighter_on_the_server,
    playing.a_cut_wire_leads_back_to_the_same_seat,
    playing.two_tabs_see_each_other_in_one_match,
    playing.a_quick_match_joins_those_who_play,
    playing.a_reload_keeps_the_seat,
    playing.a_spectators_link_shows_the_match,
    playing.a_private_match_is_found_by_its_link_alone,
    playing.a_wrong_code_is_explained,
    looking.the_keyboard_alone_is_enough,
    looking.a_thumb_is_enough_on_a_phone,
    looking.the_netgraph_shows_numbers,
    looking.who_wants_calm_gets_it,
    looking.axe_finds_nothing,
    no_browser_ever_complained,
    no_state_was_another_than_the_servers,
]


def run(check, house):
    """Prints the check's line and returns whether it passed."""
    name, begun = check.__name__.replace("_", " "), time.monotonic()
    try:
        note, result = check(house), "ok  "
    except (AssertionError, Error) as fault:  # each check reports; none hides another
        note, result = f"{type(fault).__name__} {fault}", "FAIL"
        for place, guest in enumerate(house.inside):
            house.photograph(guest, f"failed-{check.__name__}-{place}")
    house.empty(name)
    took = f" ({time.monotonic() - begun:.1f} s)"
    print(f"{result} {name}{took}{': ' + note if note else ''}", flush=True)
    return result == "ok  "


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="where the page is, such as http://localhost:7777/")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent / "out",
                        help="the folder for pictures (default: %(default)s)")
    parser.add_argument("--only", default="", help="checks whose name contains this")
    parser.add_argument("--chromium", default=shutil.which("chromium"),
                        help="the browser (default: %(default)s, else Playwright's own)")
    return parser.parse_args()


def main():
    given = arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    wanted = [check for check in CHECKS if given.only in check.__name__.replace("_", " ")]
    begun = time.monotonic()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=given.chromium, args=["--no-sandbox", "--disable-gpu"])
        house = House(browser, given.url.rstrip("/") + "/", given.out)
        passed = sum(run(check, house) for check in wanted)
        browser.close()
    print(f"{time.monotonic() - begun:.0f} s; pictures are in {given.out}")
    failed = len(wanted) - passed
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not wanted else 0)


if __name__ == "__main__":
    main()
