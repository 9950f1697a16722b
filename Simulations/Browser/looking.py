"""Checks of the page itself: how it loads, looks, and is used with keys and thumbs alone.

Each takes the house and may return a note for its line.
"""

from axe_playwright_python.sync_playwright import Axe

from visitor import PHONE, WIDE, Fault, hold


def the_page_loads_from_one_origin_without_complaint(house):
    ada = house.visitor().open()
    ada.until("() => document.querySelectorAll('#matches li').length > 0", "an open match")
    hold(len(ada.requests) > 20, f"only {len(ada.requests)} requests")
    hold(not ada.troubles, "; ".join(ada.troubles))
    house.photograph(ada, "landing")
    return f"{len(ada.requests)} requests"


def the_keyboard_alone_is_enough(house):
    ada = house.visitor().open()
    focus = "() => document.activeElement?.id ?? ''"
    for _ in range(12):
        if ada.ask(focus) == "name":
            break
        ada.page.keyboard.press("Tab")
    hold(ada.ask(focus) == "name", "Tab never comes to the name")
    ada.page.keyboard.type("Ada L")
    ada.page.keyboard.press("Tab")
    hold(ada.ask(focus) == "play", "Tab does not lead from the name to the button")
    ada.page.keyboard.press("Enter")
    ada.plays()
    ada.obeyed()
    ada.page.keyboard.press("Escape")
    hold(ada.page.is_visible("#menu"), "Escape opens no menu")
    house.photograph(ada, "menu")
    ada.page.keyboard.press("Escape")
    hold(ada.page.is_hidden("#menu"), "Escape closes no menu")
    ada.obeyed()


def the_netgraph_shows_numbers(house):
    ada = house.visitor().open()
    ada.play("Ada L")
    ada.page.keyboard.press("KeyN")
    hold(ada.page.is_visible("#netgraph"), "the key N shows no netgraph")
    ada.until("() => !Number.isNaN(window.umpire.client.statistics.rtt)", "a round trip")
    ada.pass_ticks(60)
    rates = ada.ask("() => window.umpire.client.statistics.rates(performance.now())")
    hold(20 < rates["snapshotRate"] < 40, f"{rates['snapshotRate']:.1f} snapshots a second")
    hold(10 < rates["bytesPerSnapshot"] < 500, f"{rates['bytesPerSnapshot']:.0f} bytes each")
    colors = ada.until("""() => {
        const canvas = document.getElementById("netgraph");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set(new Uint32Array(data.buffer));
        return seen.size > 20 && seen.size;
    }""", "something is drawn")
    fields = ada.until("() => { const fields = window.umpire.client.largestFields(5);"
                       " return fields.length === 5 && fields; }", "five fields that cost most")
    hold(all(field["share"] > 0 for field in fields), f"shares of {fields}")
    hold(sum(field["share"] for field in fields) <= 1, f"shares of {fields}")
    house.photograph(ada, "netgraph")
    ada.page.keyboard.press("KeyN")
    hold(ada.page.is_hidden("#netgraph"), "the key N hides no netgraph")
    hold(not ada.ask("() => window.umpire.client.largestFields(5)"), "it measures while hidden")
    return (f"{rates['snapshotRate']:.0f} snapshots/s of {rates['bytesPerSnapshot']:.0f} bytes, "
            f"most for {fields[0]['name']}; {colors} colours")


def a_thumb_is_enough_on_a_phone(house):
    ada = house.visitor(PHONE).open()
    ada.page.fill("#name", "Ada L")
    ada.page.tap("#play")
    ada.plays()
    ada.alive()
    wide = ada.ask("() => document.documentElement.scrollWidth - window.innerWidth")
    hold(wide <= 0, f"the page is {wide} px too wide")
    sticks = ada.ask("""() => [...document.querySelectorAll(".stick")].map((stick) => {
        const { x, y, width, height } = stick.getBoundingClientRect();
        return [x + width / 2, y + height / 2];
    })""")
    hold(len(sticks) == 2, "no two sticks")
    (left_x, left_y), (right_x, right_y) = sticks
    for way_x, way_y in [(1, 0), (0, 1), (-1, 0), (0, -1)] * 3:
        before = ada.alive()
        ada.finger("touchStart", (left_x, left_y), (right_x, right_y))
        ada.finger("touchMove", (left_x + 45 * way_x, left_y + 45 * way_y),
                   (right_x - 45, right_y))
        ada.pass_ticks(15)
        after, shots = ada.fighter(), ada.own_bolts()
        house.photograph(ada, "phone")
        ada.finger("touchEnd")
        gone = (after["x"] - before["x"]) * way_x + (after["y"] - before["y"]) * way_y
        if 0.5 < gone < 10 and shots > 0:
            return f"{gone:.1f} units in half a second, {shots} bolts in the air"
    raise Fault("the sticks move nothing or fire nothing")


def who_wants_calm_gets_it(house):
    ada = house.visitor(reduced_motion="reduce").open()
    moving = ada.ask("""() => [...document.querySelectorAll("*")].filter((node) => {
        const style = getComputedStyle(node);
        return style.transitionDuration !== "0s" || style.animationName !== "none";
    }).map((node) => node.id || node.tagName)""")
    hold(not moving, f"these move: {moving}")
    ada.until("() => document.querySelectorAll('#matches li').length > 0", "an open match")
    ada.play("Ada L")
    ada.obeyed()


def axe_finds_nothing(house):
    rules = set()
    for theme in ("light", "dark"):
        for size, name in ((WIDE, "1440"), (PHONE, "360")):
            ada = house.visitor(size, color_scheme=theme).open()
            ada.until("() => document.querySelectorAll('#matches li').length > 0", "a match")
            rules |= complaints(ada, f"landing {theme} {name}")
            house.photograph(ada, f"landing-{theme}-{name}")
            ada.play("Ada L")
            rules |= complaints(ada, f"play {theme} {name}")
            house.photograph(ada, f"play-{theme}-{name}")
            end_match(ada)
            rules |= complaints(ada, f"verdict {theme} {name}")
            house.photograph(ada, f"verdict-{theme}-{name}")
            house.empty("axe finds nothing")
    hold(not rules, "; ".join(sorted(rules)))
    return "landing, play and verdict, light and dark, 1440 and 360 px"


def complaints(guest, where):
    """What axe says, each as one line."""
    found = Axe().run(guest.page).response["violations"]
    return {f"{where}: {violation['id']} at {violation['nodes'][0]['target']}"
            for violation in found}


def end_match(guest):
    """Shows a verdict before its time: a match lasts minutes."""
    guest.ask("""() => {
        const { client } = window.umpire;
        const tell = (message) => client.receiveText(JSON.stringify(message));
        const ranking = client.roster.seats.map(({ player }) => ({ player, score: 8 - player }));
        tell({ type: "phase", phase: "ended", tick: 0, ticksLeft: 300 });
        tell({ type: "verdict", ranking, reason: "20 hits" });
    }""")
    hold(guest.page.is_visible("#verdict"), "the verdict is not shown")
