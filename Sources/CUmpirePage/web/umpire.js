// The client of an Umpire server, for any game: connect, take a seat, mirror the world, send
// inputs, come back after a break. It knows no DOM; a page of your own starts with
//
//     import { connect } from "/umpire.js";
//     const client = connect({ url: "/play", onWelcome: () => client.quickMatch() });
//     // each animation frame:
//     const frame = client.sample(performance.now());      // null before the first snapshot
//     client.sendInput({ moveX: 1 });                      // fields of the schema's input

import { sampleHistory } from "./interpolation.js";
import { Session } from "./session.js";

/** @typedef {import("./interpolation.js").Frame} Frame */

/**
 * @typedef {object} Options
 * @property {string} url of the socket, absolute or relative to the page
 * @property {string} [name] 1…24 characters
 * @property {Storage|null} [storage] keeps the resume token over a reload; null keeps nothing
 * @property {typeof WebSocket} [socketType] for tests
 * @property {(welcome: any) => void} [onWelcome] at each connection; nothing is seated yet
 * @property {(state: ConnectionState, detail: string) => void} [onConnection]
 * @property {(seat: Seat) => void} [onSeated]
 * @property {(reason: string) => void} [onSeatLost] the seat was given away while we were gone
 * @property {(phase: any) => void} [onPhase]
 * @property {(roster: any) => void} [onRoster]
 * @property {(verdict: any) => void} [onVerdict]
 * @property {(matches: any[]) => void} [onMatches]
 * @property {() => void} [onLeft]
 * @property {(refusal: any) => void} [onRefused]
 *
 * @typedef {"connecting"|"open"|"cut"|"waiting"|"closed"} ConnectionState
 * `cut`: by `cutWire`; `waiting`: before the next attempt; `closed`: until `open` is called
 *
 * @typedef {object} Seat
 * @property {string} room
 * @property {number|null} player
 * @property {boolean} spectator
 * @property {boolean} returned whether the seat was ours before a break
 * @property {string} phase
 */

/** Milliseconds that a cut wire stays cut. */
const cutLength = 1500;
/**
 * Milliseconds of silence after which inputs are kept back: a server that stands still would find
 * them all at once when it goes on, and none in its time.
 */
const longestSilence = 1000;

/**
 * Connects to a server.
 * @param {Options} options
 */
export function connect(options) {
    const client = new Client(options);
    client.open();
    return client;
}

/** One player's connection, over all its sockets. */
export class Client extends Session {
    /** Closes for good, without leaving: the seat is held for a while. */
    close() {
        this.wire.drop();
        clearInterval(this.pinger);
        this.inputs?.cancel();
        this.change("closed", "");
    }

    /**
     * Introduces the player under another name. The protocol has one hello for each connection, so
     * this reconnects when the name is another one; what is asked next waits for it.
     * @param {string} name 1…24 characters
     */
    hello(name) {
        if (name !== this.name && this.seat === null) {
            this.name = name;
            this.isGreeted = false;
            this.open();
        }
    }

    /** Takes a seat in any match that has one. */
    quickMatch() {
        this.ask({ type: "quickMatch" });
    }

    /** @param {{private?: boolean, seats?: number}} [settings] */
    create(settings = {}) {
        this.ask({ type: "create", ...settings });
    }

    /** @param {string} room its code */
    join(room) {
        this.ask({ type: "join", room });
    }

    /** @param {string} room its code */
    spectate(room) {
        this.ask({ type: "spectate", room });
    }

    /** Asks for the open matches; `onMatches` answers. */
    list() {
        return this.isGreeted && this.wire.sendText({ type: "list" });
    }

    /** Asks for another match with the same players. */
    rematch() {
        return this.wire.sendText({ type: "rematch" });
    }

    /** Gives the seat up. */
    leave() {
        this.wish = null;
        this.requestLeave();
    }

    /** Drops the socket as if the wire had been cut, and returns after a moment. */
    cutWire() {
        if (this.seat === null || this.connection !== "open") {
            return;
        }
        this.wire.drop();
        this.dropped("cut", "");
        this.comeBack("return", cutLength);
    }

    /**
     * Offers the input of this moment; it is sent once per tick, the newest wins.
     * @param {Object<string, any>} values by field name
     * @returns {boolean} whether there is a running match to send it to
     */
    sendInput(values) {
        const isPlaying = this.seat !== null && !this.seat.spectator && this.isGreeted
            && !this.isLeaving && this.phase.phase === "running"
            && performance.now() - this.heardAt < longestSilence;
        if (isPlaying) {
            this.inputs?.offer(values, this.history?.newest?.tick ?? 0);
        }
        return isPlaying;
    }

    /**
     * The world at this moment, about two snapshots in the past, between two of them.
     * @param {number} now `performance.now()`
     * @returns {Frame|null} the same object each time; null before the first snapshot
     */
    sample(now) {
        const { frame, history, clock } = this;
        if (frame === null || history === null || clock === null || history.newest === null) {
            return null;
        }
        sampleHistory(history, clock, now, frame);
        return frame;
    }

    /** The world of the newest snapshot as it is, null before the first. */
    get state() {
        const newest = this.history?.newest ?? null;
        if (newest === null || this.newestFrame === null) {
            return null;
        }
        this.newestFrame.fill(newest, newest, 1, 1);
        return this.newestFrame;
    }

    /**
     * Measures what fields cost, or stops; `largestFields` tells.
     * @param {boolean} isOn
     */
    measureFields(isOn) {
        this.isMeasuring = isOn;
        if (!isOn && this.history !== null) {
            this.history.costs = null;
        }
    }

    /**
     * The fields on which most of the snapshots' bytes are spent, best first.
     * @param {number} count
     * @returns {{name: string, share: number}[]} shares 0…1; empty before a frame was measured
     */
    largestFields(count) {
        return this.history?.costs?.largest(count) ?? [];
    }

    /** Milliseconds until the phase ends, null when nobody knows. */
    get phaseLeft() {
        if (this.phase.ticksLeft === null || this.clock === null) {
            return null;
        }
        const passed = performance.now() - this.phase.heardAt;
        return Math.max(0, this.phase.ticksLeft * this.clock.tickLength - passed);
    }
}
