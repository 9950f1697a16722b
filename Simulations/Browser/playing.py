"""Checks of matches: to come in, play, lose the wire and come back, meet others.

Each takes the house and may return a note for its line.
"""

import time

from visitor import FIGHTER, KEYS, NEXT_MATCH, WAYS, hold

PLAYING_WITHIN = 2.0
BACK_WITHIN = 3.0
TICKS_PER_KEY = 30
HIT_WITHIN = 240.0
NEAR = 3
# From the own fighter to the nearest living one.
NEAREST = """() => {
    const { client } = window.umpire;
    const { ids, count, columns: { x, y, respawn } } = client.state.tables.fighters;
    const me = client.state.tables.fighters.indexOf(client.seat.player);
    let best = [0, 0], least = Infinity;
    for (let other = 0; other < count; other += 1) {
        const way = [x[other] - x[me], y[other] - y[me]];
        const distance = Math.hypot(...way);
        if (other !== me && respawn[other] === 0 && distance < least) {
            [best, least] = [way, distance];
        }
    }
    return best;
}"""


def one_click_and_it_plays(house):
    ada = house.visitor().open()
    ada.until("() => document.getElementById('matches').textContent.includes('running')",
              "a match runs", NEXT_MATCH)
    took = ada.play("Ada L")
    hold(took < PLAYING_WITHIN, f"{took:.2f} s from click to a running match")
    return f"{took:.2f} s"


def ten_seconds_with_the_keyboard_move_the_fighter_on_the_server(house):
    ada = house.visitor().open()
    ada.play("Ada L")
    ada.page.keyboard.down("Space")
    begun, obeyed, lived = ada.alive()["tick"], 0, 0
    while ada.ask("() => window.umpire.client.history.newest.tick") < begun + 300:
        key = KEYS[lived % len(KEYS)]
        before = ada.alive()
        ada.page.keyboard.down(key)
        ada.pass_ticks(TICKS_PER_KEY)
        ada.page.keyboard.up(key)
        after = ada.fighter()
        if after is None or after["respawn"] > 0 or was_put_elsewhere(before, after):
            continue
        lived += 1
        way = WAYS[key]
        gone = (after["x"] - before["x"]) * way[0] + (after["y"] - before["y"]) * way[1]
        obeyed += gone > 0.5
    hold(lived > 0 and obeyed * 2 >= lived, f"the keys were obeyed {obeyed} of {lived} times")
    score = hunt(ada)
    ada.page.keyboard.up("Space")
    hold(ada.ask("() => document.querySelectorAll('#scores li.me').length") == 1, "an own line")
    hold(ada.ask("() => window.umpire.client.inputs.sent") > 100, "inputs were sent")
    house.photograph(ada, "play")
    took = (ada.fighter()["tick"] - begun) / 30
    return f"obeyed {obeyed} of {lived} keys; score {score} after {took:.0f} s"


def hunt(ada):
    """Runs after the nearest enemy and shoots until the own score line has changed."""
    end = time.monotonic() + HIT_WITHIN
    held = []
    while (score := int(ada.ask("() => document.getElementById('my-score').textContent"))) == 0:
        hold(time.monotonic() < end, f"no hit within {HIT_WITHIN} s")
        ada.alive()
        across, down = ada.ask(NEAREST)
        wanted = ["KeyD" if across > 0 else "KeyA"] if abs(across) > NEAR else []
        wanted += ["KeyS" if down > 0 else "KeyW"] if abs(down) > NEAR else []
        for key in held:
            ada.page.keyboard.up(key)
        for key in wanted:
            ada.page.keyboard.down(key)
        held = wanted
        ada.pass_ticks(5)
    for key in held:
        ada.page.keyboard.up(key)
    hold(ada.ask("() => document.querySelector('#scores li.me').textContent").endswith(str(score)),
         "the own line of the table shows another score")
    return score


def was_put_elsewhere(before, after):
    """Whether nobody can run so far: the fighter fell and began again."""
    ticks = after["tick"] - before["tick"]
    return abs(after["x"] - before["x"]) + abs(after["y"] - before["y"]) > 0.5 * ticks + 3


def a_cut_wire_leads_back_to_the_same_seat(house):
    ada = house.visitor().open()
    ada.play("Ada L")
    room, player, token = ada.room, ada.player, ada.token
    bea = house.visitor().enter(f"?spectate={room}")
    bea.waits_for_seat(player, "human")
    ada.alive()
    begun = time.monotonic()
    ada.page.click("#cut")
    hold(ada.page.is_visible("#wire"), "no overlay over the match")
    hold("Wire cut" in ada.page.inner_text("#wire"), "the overlay names another reason")
    bea.waits_for_seat(player, "dropped", 1.5)
    house.photograph(ada, "cut")
    first = bea.fighter(player)
    away, argument = bea.sees_seat(player, "dropped")
    moved = bea.until(
        f"""([player, first]) => {{
            const now = ({FIGHTER})(player);
            return now !== null && (now.x !== first.x || now.y !== first.y
                || now.aim !== first.aim || now.respawn !== first.respawn) && now;
        }}""", "the bot plays the seat", 1.5, [player, first])
    hold(bea.ask(away, argument), "the seat was human again before the bot did anything")
    hold(moved["tick"] > first["tick"], "time stood still")
    ada.until("""() => {
        const { seat, connection, history } = window.umpire.client;
        return seat?.returned && connection === "open" && !history.needsKeyframe;
    }""", "the return")
    took = time.monotonic() - begun
    hold(took < BACK_WITHIN, f"back after {took:.2f} s")
    hold((ada.room, ada.player) == (room, player), f"now seat {ada.player} of {ada.room}")
    hold(ada.token not in ("", token), "no new resume token")
    hold("back" in ada.page.inner_text("#wire"), "nobody says welcome back")
    house.photograph(ada, "back")
    bea.waits_for_seat(player, "human")
    ada.until("() => document.getElementById('wire').hidden", "the overlay goes")
    ada.obeyed()
    return f"back after {took:.2f} s, of which 1.5 s cut"


def two_tabs_see_each_other_in_one_match(house):
    ada, bea = house.visitor().open(), house.visitor()
    ada.play("Ada L")
    bea.page.add_init_script("localStorage.setItem('umpire.name', 'Bea M')")
    bea.enter(f"?room={ada.room}")
    hold(ada.room == bea.room, f"{ada.room} and {bea.room}")
    hold(ada.player != bea.player, f"both have seat {ada.player}")
    for guest in (ada, bea):
        guest.until("""(names) => names.every((name) => [...document.querySelectorAll(
            "#scores .name")].some((line) => line.textContent === name))""",
                    "both names are in the scoreboard", argument=["Ada L", "Bea M"])
    for guest in (ada, bea):
        guest.ask(f"""(players) => {{
            const log = window.seenByTest = {{}};
            window.testTimer = setInterval(() => {{
                const all = players.map((player) => ({FIGHTER})(player));
                if (all.every((one) => one !== null)) {{
                    log[all[0].tick] = all.map(({{ x, y }}) => [x, y]);
                }}
            }}, 5);
        }}""", [ada.player, bea.player])
    ada.obeyed()
    bea.obeyed()
    ada.pass_ticks(60)
    seen = [guest.ask("() => { clearInterval(window.testTimer); return window.seenByTest; }")
            for guest in (ada, bea)]
    common = set(seen[0]) & set(seen[1])
    hold(len(common) >= 30, f"only {len(common)} ticks were seen by both")
    different = [tick for tick in common if seen[0][tick] != seen[1][tick]]
    hold(not different, f"another place at ticks {different[:5]}")
    for place, name in enumerate(["Ada L", "Bea M"]):
        places = {tuple(seen[1 - place][tick][place]) for tick in common}
        hold(len(places) > 3, f"{name} stands still in the other's tab")
    return f"the same in {len(common)} ticks"


def a_quick_match_joins_those_who_play(house):
    ada, bea = house.visitor().open(), house.visitor().open()
    ada.play("Ada L")
    bea.play("Bea M")
    hold(ada.room == bea.room, f"two rooms with one human each: {ada.room} and {bea.room}")
    return ada.room


def a_reload_keeps_the_seat(house):
    ada = house.visitor().open()
    ada.play("Ada L")
    seat, token = (ada.room, ada.player), ada.token
    begun = time.monotonic()
    ada.page.reload()
    ada.plays()
    took = time.monotonic() - begun
    hold((ada.room, ada.player) == seat, f"{(ada.room, ada.player)} instead of {seat}")
    hold(ada.token != token, "the token of before works on")
    hold(ada.ask("() => window.umpire.client.seat.returned"), "it is another seat to the server")
    return f"{took:.2f} s"


def a_spectators_link_shows_the_match(house):
    ada = house.visitor().open()
    ada.play("Ada L")
    bea = house.visitor().enter(f"?spectate={ada.room}")
    hold(bea.ask("() => window.umpire.client.seat.spectator"), "a seat instead")
    hold(bea.page.is_hidden("#cut"), "a spectator has a wire to cut")
    bea.until("(name) => [...document.querySelectorAll('#scores .name')].some("
              "(line) => line.textContent === name)", "Ada's line", argument="Ada L")
    ada.until("() => /\\d+ watching/.test(document.getElementById('watchers').textContent)",
              "the player is told")
    bea.pass_ticks(30)
    bea.page.click("#watch")
    bea.until("() => window.umpire.client.seat?.spectator === false", "a seat for the spectator")
    bea.plays()
    bea.page.click("#watch")
    bea.until("() => window.umpire.client.seat?.spectator === true", "watching again")
    bea.pass_ticks(10)
    house.photograph(bea, "spectate")


def a_private_match_is_found_by_its_link_alone(house):
    ada = house.visitor().open()
    ada.page.fill("#name", "Ada L")
    ada.page.click("#create")
    ada.plays()
    bea = house.visitor().open()
    bea.until("() => document.querySelectorAll('#matches li').length > 0", "the open matches")
    hold(ada.room not in bea.page.inner_text("#matches"), "a private match is in the list")
    bea.page.fill("#room", ada.room.lower())
    bea.page.press("#room", "Enter")
    bea.plays()
    hold(bea.room == ada.room, f"{bea.room} instead of {ada.room}")
    house.visitor().enter(f"?room={ada.room}")


def a_wrong_code_is_explained(house):
    ada = house.visitor().open("?room=NOSUCH")
    ada.until("() => document.getElementById('notice').textContent !== ''", "a notice")
    hold(ada.page.is_visible("#play"), "no way to go on")
    ada.play("Ada L")
