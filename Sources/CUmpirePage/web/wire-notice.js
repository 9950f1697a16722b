// What the player sees of the wire: a word in the header, and a panel while it is cut.

import { element, setText } from "./hud.js";

const words = {
    connecting: "connecting",
    open: "connected",
    cut: "wire cut",
    waiting: "reconnecting",
    closed: "disconnected",
};
/** Milliseconds for which the return is celebrated. */
const backLength = 1600;

/** Tells about breaks and returns. */
export class WireNotice {
    /** @param {import("./umpire.js").Client} client */
    constructor(client) {
        this.client = client;
        this.panel = element("wire");
        this.timer = /** @type {any} */ (null);
        this.changed(client.connection, "");
        element("wire-retry").addEventListener("click", () => location.assign("/"));
    }

    /** @param {string} state @param {string} detail */
    changed(state, detail) {
        const pill = element("connection");
        pill.dataset.state = state;
        setText(pill, words[state] ?? state);
        const { seat } = this.client;
        if (document.body.dataset.view !== "play" || seat === null) {
            return;
        }
        const isServerGone = detail.startsWith("The server");
        const held = seat.spectator || isServerGone ? "Coming back to the match…"
            : "Your seat is held, a bot plays on…";
        if (state === "cut") {
            this.show("Wire cut.", held, "bad");
        } else if (state === "waiting" && this.panel.dataset.mood !== "bad") {
            this.show(detail === "" ? "One moment." : detail, held, "bad");
        }
    }

    /** @param {string} detail why there is no way back */
    closed(detail) {
        this.show("Disconnected.", detail, "bad");
        element("wire-retry").hidden = false;
    }

    /** @param {boolean} isReturned */
    seated(isReturned) {
        const wasAway = this.panel.dataset.mood === "bad";
        if (isReturned || wasAway) {
            this.show("You’re back.", "The bot hands over.", "good");
            this.timer = setTimeout(() => this.hide(), backLength);
        } else {
            this.hide();
        }
    }

    /** @param {string} title @param {string} text @param {"bad"|"good"} mood */
    show(title, text, mood) {
        clearTimeout(this.timer);
        setText(element("wire-title"), title);
        setText(element("wire-text"), text);
        element("wire-retry").hidden = true;
        this.panel.dataset.mood = mood;
        this.panel.hidden = false;
    }

    hide() {
        clearTimeout(this.timer);
        this.panel.dataset.mood = "";
        this.panel.hidden = true;
    }
}
