"""One person before the page: a browser context of its own, and all that went wrong in it."""

import time
from urllib.parse import urlsplit

from playwright.sync_api import Error

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}

# A match may end at any moment; the next one begins 11 seconds later.
NEXT_MATCH = 20.0

KEYS = ["KeyD", "KeyS", "KeyA", "KeyW"]
WAYS = {"KeyD": (1, 0), "KeyS": (0, 1), "KeyA": (-1, 0), "KeyW": (0, -1)}

# Of the newest snapshot, so it is what the server says and not what the page draws.
FIGHTER = """(player) => {
    const { client } = window.umpire;
    const state = client.state;
    const fighters = state?.tables.fighters;
    const place = fighters?.indexOf(player ?? client.seat?.player) ?? -1;
    if (place < 0) { return null; }
    const { x, y, aim, respawn, score } = fighters.columns;
    return { tick: state.tick, x: x[place], y: y[place], aim: aim[place],
             respawn: respawn[place], score: score[place] };
}"""

PLAYS = """() => {
    const { client } = window.umpire;
    return client.connection === "open" && client.phase.phase === "running"
        && client.seat !== null && client.history.newest !== null
        && (client.seat.spectator || client.state.tables.fighters.indexOf(client.seat.player) >= 0);
}"""


class Fault(AssertionError):
    """What should hold and does not."""


def hold(condition, what):
    if not condition:
        raise Fault(what)


class Visitor:
    """A page and its owner's hands; every complaint of the browser is kept in `troubles`."""

    def __init__(self, browser, url, size=WIDE, **settings):
        self.url = url
        self.origin = urlsplit(url).netloc
        self.troubles = []
        self.requests = []
        is_phone = size is PHONE
        self.context = browser.new_context(
            viewport=size, is_mobile=is_phone, has_touch=is_phone, **settings)
        self.page = self.context.new_page()
        self.fingers = None  # one for all touches: a finger is only known where it went down
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.on("websocket", lambda socket: self._same_origin(socket.url))

    def _failed(self, request):
        # The icon is asked for by the browser, which gives it up when the page is left meanwhile.
        is_icon = request.url.endswith("/icon.svg")
        if not (is_icon and request.failure == "net::ERR_ABORTED"):
            self.troubles.append(f"{request.url} failed: {request.failure}")

    def _said(self, message):
        if message.type in ("error", "warning"):
            self.troubles.append(f"console {message.type}: {message.text}")

    def _asked(self, request):
        self.requests.append(request.url)
        self._same_origin(request.url)

    def _same_origin(self, url):
        if urlsplit(url).netloc != self.origin:
            self.troubles.append(f"another origin was asked: {url}")

    def _answered(self, response):
        if response.status >= 400:
            self.troubles.append(f"{response.status} for {response.url}")

    def ask(self, script, argument=None):
        return self.page.evaluate(script, argument)

    def until(self, script, what, seconds=8.0, argument=None):
        """Waits for a script's truth and returns it."""
        end = time.monotonic() + seconds
        while True:
            value = self.ask(script, argument)
            if value:
                return value
            if time.monotonic() > end:
                raise Fault(f"not within {seconds:g} s: {what}; troubles: {self.troubles}")
            # A page changes between frames; one that is not drawn makes none.
            self.ask("""() => Promise.race([
                new Promise(requestAnimationFrame), new Promise(done => setTimeout(done, 50))])""")

    # What people do.

    def open(self, path=""):
        self.page.goto(self.url + path)
        self.until("() => window.umpire?.client.isGreeted === true", "the server's welcome")
        return self

    def play(self, name):
        """From the start to a running match; returns the seconds that the click took."""
        self.page.fill("#name", name)
        begun = time.monotonic()
        self.page.click("#play")
        return self.plays(begun)

    def plays(self, since=None):
        begun = since or time.monotonic()
        self.until(PLAYS, "a running match with an own fighter", NEXT_MATCH)
        return time.monotonic() - begun

    def enter(self, path):
        """Opens a link that leads into a match."""
        self.open(path)
        self.plays()
        return self

    def part(self):
        """Gives the seat up and closes the page, so that the next visitor finds one."""
        try:
            self.page.evaluate("() => window.umpire?.client.leave()")
            self.until("() => (window.umpire?.client.seat ?? null) === null", "the seat is left", 2)
        except (Error, Fault):
            pass  # A page that is broken has been complained about already.
        self.context.close()

    def obeyed(self):
        """Holds until the own fighter goes where the keys say; walls may need some attempts."""
        for key in KEYS * 3:
            before = self.alive()
            self.page.keyboard.down(key)
            self.pass_ticks(10)
            self.page.keyboard.up(key)
            if 0.5 < self.way_gone(before, WAYS[key]) < 8:
                return
        raise Fault("no key moves the fighter")

    def way_gone(self, before, way):
        """Units that the own fighter came further in a direction."""
        after = self.fighter()
        if after is None:
            return 0.0
        return (after["x"] - before["x"]) * way[0] + (after["y"] - before["y"]) * way[1]

    # What people see.

    @property
    def room(self):
        return self.ask("() => window.umpire.client.seat?.room ?? ''")

    @property
    def player(self):
        return self.ask("() => window.umpire.client.seat?.player ?? null")

    @property
    def token(self):
        return self.ask("() => window.umpire.client.store.token")

    @property
    def resyncs(self):
        return self.ask("() => window.umpire?.client.statistics.resyncs ?? 0")

    def fighter(self, player=None):
        return self.ask(FIGHTER, player)

    def own_bolts(self):
        return self.ask("""() => {
            const { client } = window.umpire;
            const { count, columns } = client.state.tables.bolts;
            return columns.owner.slice(0, count).filter(
                (owner) => owner === client.seat.player).length;
        }""")

    def alive(self):
        """The own fighter, once it is on the field."""
        return self.until(f"""() => {{
            const it = ({FIGHTER})();
            return window.umpire.client.phase.phase === "running" && it?.respawn === 0 && it;
        }}""", "the own fighter lives", NEXT_MATCH)

    def pass_ticks(self, count):
        """Waits until the server has come so many ticks further."""
        newest = "window.umpire.client.history.newest?.tick ?? 0"
        goal = self.ask(f"() => {newest}") + count
        self.until(f"(goal) => ({newest}) >= goal", f"{count} ticks", 5 + count / 10, goal)

    def sees_seat(self, player, state):
        return """([player, state]) => window.umpire.client.roster.seats.some(
            (seat) => seat.player === player && seat.state === state)""", [player, state]

    def waits_for_seat(self, player, state, seconds=8.0):
        script, argument = self.sees_seat(player, state)
        self.until(script, f"seat {player} is {state}", seconds, argument)

    def names(self):
        """The names that the scoreboard shows."""
        return self.ask("""() => [...document.querySelectorAll("#scores .name")].map(
            (name) => name.firstChild?.textContent ?? "")""")

    def finger(self, kind, *points):
        """Touches: `kind` is touchStart, touchMove or touchEnd."""
        self.fingers = self.fingers or self.context.new_cdp_session(self.page)
        self.fingers.send("Input.dispatchTouchEvent", {
            "type": kind,
            "touchPoints": [{"x": x, "y": y, "id": place} for place, (x, y) in enumerate(points)]})
