// A running match, seen dimly behind the start of the page.

import { isCalm } from "./theme.js";
import { connect } from "./umpire.js";

const mostFailures = 3;

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
        this.failures = 0;
    }

    /**
     * Chooses a running match when it shows none. Who wants calm sees none, and after some failures
     * the server is left alone.
     * @param {any[]} matches
     */
    choose(matches) {
        const running = matches.find((match) => match.phase === "running");
        const isTired = isCalm() || this.failures >= mostFailures;
        if (this.client !== null || running === undefined || isTired) {
            return;
        }
        this.client = connect({
            url: this.url,
            storage: null,
            onConnection: (state) => {
                const isLost = state === "waiting" || state === "closed";
                if (isLost && this.client !== null) {
                    this.failures += 1;
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
