// A running match, seen dimly behind the start of the page.

import { connect } from "./umpire.js";

/** Watches one match with a connection of its own; any trouble just ends it. */
export class Backdrop {
    /**
     * @param {string} url of the socket
     * @param {import("./stage.js").Stage} stage
     */
    constructor(url, stage) {
        this.url = url;
        this.stage = stage;
        /** @type {import("./umpire.js").Client|null} */
        this.client = null;
    }

    /**
     * Chooses a running match when it shows none.
     * @param {any[]} matches
     */
    choose(matches) {
        const running = matches.find((match) => match.phase === "running");
        if (this.client !== null || running === undefined) {
            return;
        }
        this.client = connect({
            url: this.url,
            storage: null,
            onConnection: (state) => {
                if (state === "waiting" || state === "closed") {
                    this.close();
                }
            },
            onPhase: (phase) => {
                if (phase.phase === "ended") {
                    this.close();
                }
            },
            onRefused: () => this.close(),
        });
        this.client.spectate(running.room);
    }

    close() {
        const client = this.client;
        this.client = null;
        if (client !== null) {
            client.close();
            this.stage.reset();
            this.stage.clear();
        }
    }
}
