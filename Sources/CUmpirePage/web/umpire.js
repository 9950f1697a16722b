// The client of an Umpire server, for any game: connect, take a seat, mirror the world, send
// inputs, come back after a break. It knows no DOM; a page of your own starts with
//
//     import { connect } from "/umpire.js";
//     const client = connect({ url: "/play", onWelcome: () => client.quickMatch() });
//     // each animation frame:
//     const frame = client.sample(performance.now());      // null before the first snapshot
//     client.sendInput({ moveX: 1 });                      // fields of the schema's input

import { TickClock } from "./clock.js";
import { Wire, nextStep } from "./connection.js";
import { History } from "./history.js";
import { InputSender } from "./inputs.js";
import { Frame, sampleHistory } from "./interpolation.js";
import { readSchema } from "./schema.js";
import { SeatStore } from "./seat-store.js";
import { Statistics } from "./statistics.js";

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

const protocolVersion = 1;
const pingInterval = 1000;
/** Milliseconds without any frame, though one was asked for, after which a connection is dead. */
const deadAfter = 8000;
/** Milliseconds that a cut wire stays cut. */
const cutLength = 1500;

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
export class Client {
    /** @param {Options} options */
    constructor(options) {
        this.options = options;
        this.name = options.name ?? "";
        /** @type {ConnectionState} */
        this.connection = "connecting";
        this.welcome = /** @type {any} */ (null);
        /** @type {import("./schema.js").Schema|null} */
        this.schema = null;
        /** @type {Seat|null} */
        this.seat = null;
        this.phase = { phase: "", ticksLeft: /** @type {number|null} */ (null), heardAt: 0 };
        this.roster = { seats: /** @type {any[]} */ ([]), spectators: 0 };
        this.verdict = /** @type {any} */ (null);
        this.statistics = new Statistics();
        this.store = new SeatStore(options.storage === undefined ? defaultStorage() : options.storage);
        this.history = /** @type {History|null} */ (null);
        this.clock = /** @type {TickClock|null} */ (null);
        this.inputs = /** @type {InputSender|null} */ (null);
        this.frame = /** @type {Frame|null} */ (null);
        this.newestFrame = /** @type {Frame|null} */ (null);
        /** What to ask for as soon as it is possible; kept until the server answered. */
        this.wish = /** @type {any} */ (null);
        this.isWishSent = false;
        this.isGreeted = false;
        this.isLeaving = false;
        this.ping = { id: 0, sentAt: NaN };
        this.heardAt = 0;
        const socketType = options.socketType ?? globalThis.WebSocket;
        this.wire = new Wire(absolute(options.url), {
            onOpen: () => this.opened(),
            onText: (text) => this.receiveText(text),
            onBinary: (bytes) => this.receiveBytes(bytes),
            onClose: (code, reason) => this.closed(code, reason),
        }, socketType);
        this.pinger = setInterval(() => this.sendPing(), pingInterval);
    }

    // MARK: What a page asks for

    /** Opens the connection again after it was closed for good. */
    open() {
        this.change("connecting", "");
        this.wire.open();
    }

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
        this.wire.openLater("return", cutLength);
    }

    /**
     * Offers the input of this moment; it is sent once per tick, the newest wins.
     * @param {Object<string, any>} values by field name
     * @returns {boolean} whether there is a running match to send it to
     */
    sendInput(values) {
        const isPlaying = this.seat !== null && !this.seat.spectator && this.isGreeted
            && this.phase.phase === "running";
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

    /** Milliseconds until the phase ends, null when nobody knows. */
    get phaseLeft() {
        if (this.phase.ticksLeft === null || this.clock === null) {
            return null;
        }
        const passed = performance.now() - this.phase.heardAt;
        return Math.max(0, this.phase.ticksLeft * this.clock.tickLength - passed);
    }

    // MARK: Wishes

    /** @param {any} wish */
    ask(wish) {
        this.wish = wish;
        this.isWishSent = false;
        if (this.connection === "closed") {
            this.open();
        } else if (this.isGreeted) {
            this.sendWish();
        }
    }

    sendWish() {
        if (this.wish !== null && this.seat !== null) {
            this.requestLeave();
        } else if (this.wish !== null) {
            this.isWishSent = this.wire.sendText(this.wish);
        }
    }

    requestLeave() {
        this.isLeaving = true;
        this.store.forget();
        if (!this.wire.sendText({ type: "leave" }) || !this.isGreeted) {
            this.finishLeave();
        }
    }

    finishLeave() {
        this.isLeaving = false;
        this.forgetRoom();
        this.tell("onLeft");
        if (this.isGreeted) {
            this.sendWish();
        }
    }

    forgetRoom() {
        this.seat = null;
        this.verdict = null;
        this.phase = { phase: "", ticksLeft: null, heardAt: 0 };
        this.roster = { seats: [], spectators: 0 };
        this.inputs?.cancel();
        this.history?.clear();
        this.clock?.reset();
    }

    // MARK: The socket

    opened() {
        this.heardAt = performance.now();
        this.ping.sentAt = NaN;
        this.isWishSent = false;
        /** @type {any} */
        const hello = { type: "hello", protocol: protocolVersion };
        if (this.name !== "") {
            hello.name = this.name;
        }
        if (this.welcome !== null) {
            hello.schemaHash = this.welcome.schemaHash;
        }
        if (this.store.token !== "") {
            hello.resume = this.store.token;
        }
        this.isResuming = this.store.token !== "";
        this.wire.sendText(hello);
    }

    /** @param {number} code @param {string} reason */
    closed(code, reason) {
        const step = nextStep(code);
        if (step === "fresh") {
            this.loseSeat("The seat was given away while you were gone.");
        }
        if (step === "stop") {
            this.store.forget();
            this.forgetRoom();
            this.dropped("closed", closeReason(code, reason));
            return;
        }
        this.dropped("waiting", closeReason(code, reason));
        this.wire.openLater(step);
    }

    /** @param {ConnectionState} state @param {string} detail */
    dropped(state, detail) {
        this.isGreeted = false;
        this.inputs?.cancel();
        this.statistics.restart();
        if (this.history !== null) {
            this.history.needsKeyframe = true;
        }
        this.change(state, detail);
    }

    /** @param {string} reason */
    loseSeat(reason) {
        this.store.forget();
        const hadSeat = this.seat !== null || this.isResuming;
        this.isResuming = false;
        this.forgetRoom();
        if (hadSeat) {
            this.tell("onSeatLost", reason);
        }
    }

    sendPing() {
        const now = performance.now();
        if (!this.isGreeted) {
            return;
        }
        if (!Number.isNaN(this.ping.sentAt)) {
            if (now - this.ping.sentAt > deadAfter && now - this.heardAt > deadAfter) {
                this.wire.drop();
                this.closed(1006, "");
            }
            return;
        }
        this.ping.id = (this.ping.id + 1) & 0xffff;
        this.ping.sentAt = now;
        this.wire.sendText({ type: "ping", id: this.ping.id });
    }

    /** @param {string} text */
    receiveText(text) {
        this.heardAt = performance.now();
        try {
            const message = JSON.parse(text);
            this.receive(message);
        } catch (error) {
            report("a message of the server was not understood", error);
        }
    }

    /** @param {any} message */
    receive(message) {
        receivers[message?.type]?.(this, message);
    }

    /** @param {Uint8Array} bytes */
    receiveBytes(bytes) {
        const now = performance.now();
        this.heardAt = now;
        const { history, clock } = this;
        if (this.seat === null || history === null || clock === null) {
            return;
        }
        try {
            history.receive(bytes);
        } catch (error) {
            report("a snapshot was not understood; returning for a keyframe", error);
            this.statistics.resyncs += 1;
            this.wire.drop();
            this.dropped("waiting", "");
            this.wire.openLater("return");
            return;
        }
        const { tick, lead } = history.header;
        clock.arrived(tick, now);
        this.statistics.lead = lead;
        this.statistics.snapshotArrived(tick, bytes.length, now, clock.interval);
    }

    /** @param {ConnectionState} state @param {string} detail */
    change(state, detail) {
        this.connection = state;
        this.tell("onConnection", state, detail);
    }

    /**
     * Calls one of the page's handlers; its faults are its own.
     * @param {string} handler
     * @param {...any} values
     */
    tell(handler, ...values) {
        try {
            /** @type {any} */ (this.options)[handler]?.(...values);
        } catch (error) {
            report(`${handler} failed`, error);
        }
    }
}
