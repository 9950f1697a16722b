// What stands around the field: scores, phase, clock, banner, verdict.

import { playerColor } from "./palette.js";

const refreshEvery = 250;
const bannerLength = 1400;
const hintLength = 7000;

const phaseNames = {
    waiting: "Waiting for players",
    countdown: "Get ready",
    running: "Match on",
    ended: "Match over",
};

/** @param {string} id @returns {HTMLElement} */
export function element(id) {
    const found = document.getElementById(id);
    if (found === null) {
        throw new Error(`the page has no element ${id}`);
    }
    return found;
}

/** @param {Element} node @param {string} text only written when it is another one */
export function setText(node, text) {
    if (node.textContent !== text) {
        node.textContent = text;
    }
}

/** A line of a list: colour, name, state, points. */
function makeLine() {
    const line = document.createElement("li");
    for (const name of ["dot", "name", "points"]) {
        const part = document.createElement("span");
        part.className = name;
        line.append(part);
    }
    return line;
}

/** @param {HTMLElement} line */
function fillLine(line, color, name, state, points, isMine) {
    const [dot, label, score] = /** @type {any} */ (line.children);
    if (dot.dataset.color !== color) {
        dot.dataset.color = color;
        dot.style.background = color;
    }
    if (label.dataset.text !== `${name} ${state}`) {
        label.dataset.text = `${name} ${state}`;
        label.textContent = name;
        if (state !== "") {
            const note = document.createElement("span");
            note.className = "state";
            note.textContent = ` ${state}`;
            label.append(note);
        }
    }
    setText(score, points);
    line.classList.toggle("me", isMine);
}

/** Shows a client's match. */
export class Hud {
    /**
     * @param {import("./umpire.js").Client} client
     * @param {any} game the game's page module
     */
    constructor(client, game) {
        this.client = client;
        this.game = game;
        /** @type {Map<number, HTMLElement>} */
        this.lines = new Map();
        this.order = "";
        this.refreshedAt = -Infinity;
        this.bannerUntil = 0;
        this.bannerText = "";
        this.hintUntil = 0;
    }

    /** @param {number} player @param {boolean} isDark */
    color(player, isDark) {
        return this.game.color?.(player, isDark) ?? playerColor(player, isDark);
    }

    seated() {
        const { seat } = this.client;
        if (seat === null) {
            return;
        }
        const number = (seat.player ?? 0) + 1;
        element("seat").textContent = seat.spectator ? "Spectating" : `Seat ${number}`;
        element("seat").dataset.player = seat.player === null ? "" : String(seat.player);
        element("copy-code").textContent = seat.room;
        element("copy-code").setAttribute("aria-label", `Copy the room code ${seat.room}`);
        element("cut").hidden = seat.spectator;
        element("sticks").hidden = seat.spectator;
        element("mine").hidden = seat.spectator;
        for (const id of ["watch", "menu-watch"]) {
            element(id).textContent = seat.spectator ? "Take a seat" : "Spectate";
        }
        element("rematch").hidden = seat.spectator;
        this.phaseChanged();
    }

    phaseChanged() {
        const { phase } = this.client.phase;
        const name = phaseNames[phase] ?? phase;
        const node = element("phase");
        if (node.dataset.phase !== phase) {
            node.dataset.phase = phase;
            node.textContent = name;
            if (phase !== "ended") {
                this.showBanner(phase === "running" ? "Go!" : name);
            }
        }
        if (phase !== "ended") {
            element("verdict").hidden = true;
        }
    }

    /** @param {string} text */
    showBanner(text) {
        this.bannerText = text;
        this.bannerUntil = performance.now() + bannerLength;
    }

    /** Tells the keys for a while, to who has just come. @param {boolean} isPlayer */
    showHint(isPlayer) {
        this.hintUntil = isPlayer ? performance.now() + hintLength : 0;
    }

    verdictCame(isDark) {
        const { verdict, roster, seat } = this.client;
        if (verdict === null || seat === null) {
            return;
        }
        const names = new Map(roster.seats.map((entry) => [entry.player, entry.name]));
        const place = verdict.ranking.findIndex((entry) => entry.player === seat.player);
        const winner = names.get(verdict.ranking[0]?.player) ?? "Nobody";
        element("verdict-title").textContent = place === 0 ? "You win!" : `${winner} wins`;
        element("verdict-reason").textContent = reasonFor(verdict.reason, place);
        element("ranking").replaceChildren(...verdict.ranking.map((entry) => {
            const line = makeLine();
            const name = names.get(entry.player) ?? `Player ${entry.player + 1}`;
            const isMine = entry.player === seat.player;
            const color = this.color(entry.player, isDark);
            fillLine(line, color, name, "", String(entry.score ?? ""), isMine);
            return line;
        }));
        setText(element("rematch"), "Rematch");
        /** @type {HTMLButtonElement} */ (element("rematch")).disabled = false;
        element("verdict").hidden = false;
        // Not the button itself: a player who still holds the fire key would press it.
        element("verdict").focus({ preventScroll: true });
    }

    /**
     * Brings everything up to date, four times a second.
     * @param {any} frame
     * @param {number} now milliseconds
     */
    refresh(frame, now) {
        this.refreshBanner(now);
        if (now - this.refreshedAt < refreshEvery) {
            return;
        }
        this.refreshedAt = now;
        this.refreshClock(frame);
        this.refreshScores(frame);
        element("hint").classList.toggle("is-shown", now < this.hintUntil);
        const watchers = this.client.roster.spectators;
        setText(element("watchers"), watchers > 0 ? `${watchers} watching` : "");
    }

    /** @param {number} now */
    refreshBanner(now) {
        const banner = element("banner");
        const { phase } = this.client.phase;
        const left = this.client.phaseLeft;
        const isCounting = phase === "countdown" && left !== null && left > 0;
        if (isCounting) {
            setText(banner, String(Math.ceil(left / 1000)));
        } else if (this.bannerText !== "") {
            setText(banner, this.bannerText);
        }
        const isLasting = phase === "waiting";
        banner.classList.toggle("is-shown", isCounting || isLasting || now < this.bannerUntil);
    }

    refreshClock(frame) {
        const { phase } = this.client.phase;
        const left = this.client.phaseLeft;
        const ofPhase = left === null ? null : left / 1000;
        const ofGame = phase === "running" && frame !== null ? this.game.timeLeft?.(frame) : null;
        const seconds = ofGame ?? ofPhase;
        const isKnown = seconds !== null && Number.isFinite(seconds);
        setText(element("clock"), isKnown ? clockText(Math.max(0, seconds)) : "");
    }

    refreshScores(frame) {
        const { roster, seat } = this.client;
        const isDark = frame?.isDark ?? false;
        const score = (player) => (
            frame === null ? null : this.game.score?.(frame, player) ?? null);
        const rows = roster.seats.map((entry) => ({ ...entry, points: score(entry.player) }));
        rows.sort((one, other) => other.points - one.points || one.player - other.player);
        const isScored = rows.some((row) => row.points !== null);
        for (const row of rows) {
            const line = this.lines.get(row.player) ?? makeLine();
            this.lines.set(row.player, line);
            const state = row.state === "human" ? "" : row.state;
            const isMine = row.player === seat?.player;
            const color = this.color(row.player, isDark);
            const points = isScored ? String(row.points ?? 0) : "";
            fillLine(line, color, row.name, state, points, isMine);
        }
        const order = rows.map((row) => row.player).join();
        if (order !== this.order) {
            this.order = order;
            const lines = rows.map((row) => this.lines.get(row.player) ?? "");
            element("scores").replaceChildren(...lines);
        }
        element("mine").hidden = seat === null || seat.player === null || !isScored;
        setText(element("my-score"), String(score(seat?.player ?? -1) ?? 0));
    }
}

/** @param {number} seconds */
function clockText(seconds) {
    const whole = Math.ceil(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** @param {string} reason @param {number} place in the ranking, from 0; −1 for a spectator */
function reasonFor(reason, place) {
    const sentence = reason.charAt(0).toUpperCase() + reason.slice(1);
    const own = place > 0 ? `You came ${ordinal(place + 1)}` : "";
    return [sentence, own].filter((part) => part !== "").join(" · ");
}

/** @param {number} place */
function ordinal(place) {
    const last = place % 10;
    const isTeen = Math.floor((place % 100) / 10) === 1;
    return `${place}${isTeen ? "th" : ["th", "st", "nd", "rd"][last] ?? "th"}`;
}
