// The start of the page: play at once, choose a match, or enter a code.

import { element } from "./hud.js";

const nameKey = "umpire.name";
const listEvery = 2500;

/** The landing panel. */
export class Lobby {
    /**
     * @param {import("./umpire.js").Client} client
     * @param {any} game the game's page module
     */
    constructor(client, game) {
        this.client = client;
        this.name = /** @type {HTMLInputElement} */ (element("name"));
        this.room = /** @type {HTMLInputElement} */ (element("room"));
        this.name.value = keptName();
        if (game.tagline !== undefined) {
            element("tagline").textContent = game.tagline;
        }
        element("play-form").addEventListener("submit", (event) => {
            event.preventDefault();
            this.enter(() => client.quickMatch());
        });
        element("create").addEventListener("click", () => {
            this.enter(() => client.create({ private: true }));
        });
        element("room-form").addEventListener("submit", (event) => {
            event.preventDefault();
            this.enterCode((code) => client.join(code));
        });
        element("watch-code").addEventListener("click", () => {
            this.enterCode((code) => client.spectate(code));
        });
        setInterval(() => this.ask(), listEvery);
    }

    /** Asks for the open matches while the panel is shown. */
    ask() {
        if (document.body.dataset.view === "landing" && !document.hidden) {
            this.client.list();
        }
    }

    /** Gives the name and does something. @param {() => void} action */
    enter(action) {
        const name = this.name.value.trim();
        keepName(name);
        this.notice("");
        this.client.hello(name);
        action();
    }

    /** @param {(code: string) => void} action */
    enterCode(action) {
        const code = this.room.value.trim().toUpperCase();
        if (code === "") {
            this.notice("Enter the code of a room first.");
            this.room.focus();
            return;
        }
        this.enter(() => action(code));
    }

    /** @param {string} text what the player should know */
    notice(text) {
        element("notice").textContent = text;
    }

    /** @param {any[]} matches */
    show(matches) {
        const list = element("matches");
        const focused = document.activeElement?.getAttribute("data-key");
        list.replaceChildren(...matches.slice(0, 20).map((match) => this.line(match)));
        element("no-matches").hidden = matches.length > 0;
        if (typeof focused === "string") {
            const again = [...list.querySelectorAll("button")]
                .find((button) => button.dataset.key === focused);
            again?.focus();
        }
    }

    /** @param {any} match */
    line(match) {
        const line = document.createElement("li");
        const text = document.createElement("span");
        const code = document.createElement("span");
        code.className = "code";
        code.textContent = match.room;
        const detail = document.createElement("span");
        detail.className = "label";
        const humans = Number(match.humans) || 0;
        const bots = Number(match.bots) || 0;
        // A line breaks between these, not within.
        const seats = `${humans}\u00a0of\u00a0${Number(match.seats) || 0}`;
        detail.textContent = `${match.phase} · ${seats}`
            + (bots > 0 ? ` · ${bots}\u00a0${bots === 1 ? "bot" : "bots"}` : "");
        text.append(code, detail);
        line.append(text, this.button("Join", match.room, (room) => this.client.join(room)),
            this.button("Watch", match.room, (room) => this.client.spectate(room)));
        return line;
    }

    /** @param {string} verb @param {string} room @param {(room: string) => void} action */
    button(verb, room, action) {
        const button = document.createElement("button");
        button.textContent = verb;
        button.dataset.key = `${verb} ${room}`;
        button.setAttribute("aria-label", `${verb} ${room}`);
        button.addEventListener("click", () => this.enter(() => action(room)));
        return button;
    }
}

/** The name as it was given last. */
export function keptName() {
    try {
        return localStorage.getItem(nameKey) ?? "";
    } catch {
        return "";
    }
}

/** @param {string} name */
function keepName(name) {
    try {
        localStorage.setItem(nameKey, name);
    } catch {
        // Without storage the name is asked for again.
    }
}
