// The page: one client, one game module, and what the buttons do.

import { Controls } from "./controls.js";
import { Hud, element, setText } from "./hud.js";
import { Lobby, keptName } from "./lobby.js";
import { NetGraph } from "./netgraph.js";
import { SeatStore } from "./seat-store.js";
import { isSoundOn, toggleSound } from "./sound.js";
import { Stage } from "./stage.js";
import { isDark, nextTheme, theme, themeNames } from "./theme.js";
import { Client } from "./umpire.js";
import { WireNotice } from "./wire-notice.js";
import { Backdrop } from "./backdrop.js";
import * as game from "/game.js";

const socketPath = "/play";
const wanted = new URLSearchParams(location.search);
let wantedRoom = (wanted.get("room") ?? "").toUpperCase();
const wantedMatch = (wanted.get("spectate") ?? "").toUpperCase();

const store = new SeatStore();
if ((wantedRoom || wantedMatch) !== "" && store.room !== wantedRoom) {
    store.forget();
}

const stage = new Stage(element("stage"), /** @type {any} */ (element("canvas")), game);
const menu = /** @type {HTMLDialogElement} */ (element("menu"));
const netGraph = new NetGraph(/** @type {any} */ (element("netgraph")));
const isPlaying = () => document.body.dataset.view === "play";
const controls = new Controls(element("stage"), () => isPlaying() && !menu.open);

const client = new Client({
    url: socketPath,
    name: keptName(),
    onWelcome: welcomed,
    onConnection: (state, detail) => {
        notice.changed(state, detail);
        if (state === "closed" && !isPlaying()) {
            lobby.notice(`${detail} Press “Play now” to connect again.`);
        } else if (state === "closed" && client.seat === null) {
            notice.closed(detail);
        }
    },
    onSeated: seated,
    onSeatLost: (reason) => {
        showLanding(reason);
        if (wantedRoom !== "") {
            client.join(wantedRoom);
        }
    },
    onPhase: () => hud.phaseChanged(),
    onVerdict: () => hud.verdictCame(isDark()),
    onMatches: (matches) => {
        lobby.show(matches);
        backdrop.choose(isPlaying() ? [] : matches);
    },
    onLeft: () => {
        if (client.wish === null) {
            showLanding("");
        }
    },
    onRefused: (refusal) => {
        if (refusal.of === "rematch") {
            hud.showBanner(refusal.message);
        } else if (refusal.of !== "list" && refusal.of !== "ping") {
            showLanding(refusal.message);
        }
    },
});
const hud = new Hud(client, game);
const lobby = new Lobby(client, game);
const notice = new WireNotice(client);
const backdrop = new Backdrop(socketPath, stage);
Object.assign(window, { umpire: { client } });
client.open();

if (store.token === "" && wantedRoom !== "") {
    client.join(wantedRoom);
} else if (store.token === "" && wantedMatch !== "") {
    client.spectate(wantedMatch);
}
showTheme();
element("play").focus({ preventScroll: true });
requestAnimationFrame(draw);

// MARK: Views

/** @param {any} welcome */
function welcomed(welcome) {
    const title = String(game.title ?? capitalised(welcome.game));
    document.title = title;
    setText(element("title"), title);
    setText(element("welcome-title"), title);
    showKeys();
    setTimeout(() => lobby.ask(), 0);
}

/** @param {import("./umpire.js").Seat} seat */
function seated(seat) {
    wantedRoom = "";
    const link = seat.spectator ? "spectate" : "room";
    history.replaceState(null, "", `/?${link}=${encodeURIComponent(seat.room)}`);
    backdrop.close();
    if (!seat.returned) {
        stage.reset();
        hud.showBanner("");
        hud.showHint(!seat.spectator);
    }
    hud.seated();
    notice.seated(seat.returned);
    if (!isPlaying()) {
        document.body.dataset.view = "play";
        element("stage").focus({ preventScroll: true });
    }
}

/** @param {string} text */
function showLanding(text) {
    notice.hide();
    menu.close();
    element("verdict").hidden = true;
    controls.release();
    lobby.notice(text);
    if (isPlaying()) {
        history.replaceState(null, "", "/");
        document.body.dataset.view = "landing";
        stage.reset();
        element("play").focus({ preventScroll: true });
        lobby.ask();
    }
}

/** @param {number} now */
function draw(now) {
    requestAnimationFrame(draw);
    const shown = isPlaying() ? client : backdrop.client;
    if (shown === null) {
        return;
    }
    const time = Math.max(now, performance.now());
    const frame = stage.draw(shown, time, !isPlaying());
    if (isPlaying()) {
        hud.refresh(frame, time);
        netGraph.draw(client, time, isDark());
        if (!menu.open) {
            stage.input(client, controls, frame);
        }
    }
}

// MARK: Buttons

const actions = {
    share: async () => {
        const copied = await copy(`${location.origin}/?room=${client.seat?.room ?? ""}`);
        hud.showBanner(copied ? "Link copied" : "Copy the address of this page");
    },
    graph: () => {
        const canvas = element("netgraph");
        canvas.hidden = !canvas.hidden;
        client.measureFields(!canvas.hidden);
        element("graph").setAttribute("aria-pressed", String(!canvas.hidden));
    },
    sound: () => {
        toggleSound();
        setText(element("menu-sound"), `Sound: ${isSoundOn() ? "on" : "off"}`);
    },
    theme: () => {
        nextTheme();
        showTheme();
    },
    watch: () => {
        const { seat } = client;
        if (seat?.spectator) {
            client.join(seat.room);
        } else if (seat !== null) {
            client.spectate(seat.room);
        }
    },
    leave: () => {
        client.leave();
        showLanding("");
    },
};

/** A button of the play view gives the keys back to the game. */
function onClick(id, action) {
    element(id).addEventListener("click", () => {
        action();
        if (isPlaying() && !menu.open) {
            element("stage").focus({ preventScroll: true });
        }
    });
}

onClick("cut", () => client.cutWire());
onClick("leave", actions.leave);
onClick("verdict-leave", actions.leave);
onClick("watch", actions.watch);
onClick("graph", actions.graph);
onClick("share", actions.share);
onClick("theme", actions.theme);
onClick("copy-code", async () => {
    const copied = await copy(client.seat?.room ?? "");
    hud.showBanner(copied ? "Code copied" : (client.seat?.room ?? ""));
});
onClick("rematch", () => {
    if (client.rematch()) {
        /** @type {HTMLButtonElement} */ (element("rematch")).disabled = true;
        setText(element("rematch"), "Waiting for the others…");
    }
});
onClick("open-menu", () => openMenu());
onClick("menu-resume", () => menu.close());
menu.addEventListener("close", () => {
    element(isPlaying() ? "stage" : "play").focus({ preventScroll: true });
});
menu.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const name = target.closest("[data-menu]")?.getAttribute("data-menu");
    if (typeof name === "string") {
        actions[name]();
        if (name !== "sound" && name !== "theme") {
            menu.close();
        }
    }
});

window.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    const isCommand = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (!isPlaying() || menu.open || isCommand || target.closest("input") !== null) {
        return;
    }
    if (event.key === "Escape") {
        event.preventDefault();
        openMenu();
    } else if (event.code === "KeyM") {
        actions.sound();
        hud.showBanner(isSoundOn() ? "Sound on" : "Sound off");
    } else if (event.code === "KeyN") {
        actions.graph();
    }
});

function openMenu() {
    controls.release();
    menu.showModal();
}

function showTheme() {
    element("theme").setAttribute("aria-label", `Theme: ${themeNames[theme()]}`);
    setText(element("theme"), { system: "◐", light: "☀", dark: "☾" }[theme()] ?? "◐");
    setText(element("menu-theme"), `Theme: ${themeNames[theme()]}`);
}

/** Help for keys and thumbs, as far as the game has something for them to do. */
function showKeys() {
    const { fields } = /** @type {any} */ (client.schema).input;
    const actions = fields.filter(({ kind }) => kind === "bool").map(({ name }) => name);
    const isAimed = fields.some(({ isAngle }) => isAngle);
    const right = [...(isAimed ? ["aim"] : []), ...actions.slice(0, 1)];
    setText(element("right-does"), right.join(" + "));
    element("right-stick").hidden = !isAimed && actions.length === 0;
    element("touch-button").hidden = actions.length < 2;
    setText(element("touch-button"), capitalised(actions[1] ?? ""));
    const help = typeof game.keys === "function" ? game.keys(client.schema) : game.keys ?? [];
    setText(element("hint"), help.map(([key, what]) => `${key}: ${what}`).join("   ·   "));
    const keys = [...help, ["M", "sound"], ["N", "netgraph"], ["Esc", "menu"]];
    for (const id of ["keys", "menu-keys"]) {
        element(id).replaceChildren(...keys.flatMap(([key, what]) => {
            const term = document.createElement("dt");
            const text = document.createElement("dd");
            term.textContent = key;
            text.textContent = what;
            return [term, text];
        }));
    }
}

/** @param {string} text */
function capitalised(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return false;
    }
}
