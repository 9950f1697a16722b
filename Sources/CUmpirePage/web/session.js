// What lies below a client's methods: its socket, what it waits for, and the way back.

import { receive } from "./messages.js";
import { MismatchError } from "./history.js";
import { SeatStore, seatIsGone } from "./seat-store.js";
import { Statistics } from "./statistics.js";
import { KeyframeWait, Wire, nextStep } from "./connection.js";

const protocolVersion = 1;
/** First byte of a frame with the codec's tables. */
const kindTables = 3;
const pingInterval = 1000;
/** Milliseconds without any frame, though one was asked for, after which a connection is dead. */
const deadAfter = 8000;

/** The state of a client and the transitions that the server or the socket cause. */
export class Session {
    /** @param {import("./umpire.js").Options} options */
    constructor(options) {
        this.options = options;
        this.name = options.name ?? "";
        /** @type {import("./umpire.js").ConnectionState} */
        this.connection = "connecting";
        this.welcome = /** @type {any} */ (null);
        /** @type {import("./schema.js").Schema|null} */
        this.schema = null;
        /** @type {import("./umpire.js").Seat|null} */
        this.seat = null;
        this.phase = { phase: "", ticksLeft: /** @type {number|null} */ (null), heardAt: 0 };
        this.roster = { seats: /** @type {any[]} */ ([]), spectators: 0 };
        this.verdict = /** @type {any} */ (null);
        this.statistics = new Statistics();
        this.store = new SeatStore(options.storage);
        this.history = /** @type {import("./history.js").History|null} */ (null);
        this.clock = /** @type {import("./clock.js").TickClock|null} */ (null);
        this.inputs = /** @type {import("./inputs.js").InputSender|null} */ (null);
        this.frame = /** @type {import("./interpolation.js").Frame|null} */ (null);
        this.newestFrame = /** @type {import("./interpolation.js").Frame|null} */ (null);
        /** What to ask for as soon as it is possible; kept until the server answered. */
        this.wish = /** @type {any} */ (null);
        this.isWishSent = false;
        this.isGreeted = false;
        this.isLeaving = false;
        this.isResuming = false;
        this.isWatchingAgain = false;
        this.keyframeWait = new KeyframeWait();
        /** Whether somebody looks at what fields cost. */
        this.isMeasuring = false;
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

    /** Opens the connection again after it was closed for good. */
    open() {
        this.change("connecting", "");
        this.wire.open();
    }

    // MARK: Wishes

    /** @param {any} wish */
    ask(wish) {
        this.wish = wish;
        this.isWishSent = false;
        const isIdle = this.connection === "closed" || this.connection === "waiting";
        if (isIdle && this.seat === null) {
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
        this.inputs?.cancel();
        if (!this.isGreeted) {
            this.finishLeave();
            this.open();
        } else if (!this.wire.sendText({ type: "leave" })) {
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
        this.keyframeWait.reset();
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
            this.loseSeat(seatIsGone);
        }
        if (step === "stop") {
            this.store.forget();
            this.forgetRoom();
            this.dropped("closed", closeReason(code, reason));
            return;
        }
        this.dropped("waiting", closeReason(code, reason));
        this.comeBack(step, 0);
    }

    /** @param {import("./umpire.js").ConnectionState} state @param {string} detail */
    dropped(state, detail) {
        this.isGreeted = false;
        this.inputs?.cancel();
        this.keyframeWait.reset();
        this.statistics.restart();
        if (this.history !== null) {
            this.history.disconnected();
        }
        this.change(state, detail);
    }

    /**
     * Opens another socket after a while, unless the page closed the client meanwhile.
     * @param {import("./connection.js").NextStep} step
     * @param {number} least milliseconds
     */
    comeBack(step, least) {
        if (this.connection !== "closed") {
            this.wire.openLater(step, least);
        }
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
            receive(this, JSON.parse(text));
        } catch (error) {
            report("a message of the server was not understood", error);
        }
    }

    /** @param {Uint8Array} bytes */
    receiveBytes(bytes) {
        const now = performance.now();
        this.heardAt = now;
        const { history, clock } = this;
        if (this.seat === null || history === null || clock === null) {
            return;
        }
        if (bytes[0] === kindTables) {
            this.receiveTables(history, bytes, now);
            return;
        }
        if (this.isUseless(bytes, now)) {
            return;
        }
        try {
            history.receive(bytes);
        } catch (error) {
            report("a snapshot was not understood; a keyframe will help", error);
            this.statistics.resyncs += 1;
            this.askForKeyframe(requestAfter(error, bytes, history.header.tick), now);
            return;
        }
        if (this.isMeasuring) {
            history.measure(bytes);
        }
        const { tick, lead, age, viewHash } = history.header;
        this.keyframeWait.took(age, viewHash !== null);
        clock.arrived(tick, now);
        this.statistics.lead = lead;
        this.statistics.snapshotArrived(tick, bytes.length, now, clock.interval);
    }

    /**
     * Tables are taken also while a keyframe is waited for: they come before it.
     * @param {import("./history.js").History} history
     * @param {Uint8Array} bytes
     * @param {number} now milliseconds
     */
    receiveTables(history, bytes, now) {
        this.statistics.tablesArrived(bytes.length);
        try {
            history.decoder.useTables(bytes);
        } catch (error) {
            report("tables were not understood; they come again with a keyframe", error);
            if (this.keyframeWait.request === null) {
                this.statistics.resyncs += 1;
                this.askForKeyframe(requestAfter(error, bytes, 0), now);
            }
        }
    }

    /**
     * Whether a frame is left aside because only a keyframe is of use.
     * @param {Uint8Array} bytes
     * @param {number} now milliseconds
     */
    isUseless(bytes, now) {
        const { request } = this.keyframeWait;
        if (request === null || (hasHead(bytes) && bytes[8] === 0)) {
            return false;
        }
        if (this.keyframeWait.isOverdue(now)) {
            this.askForKeyframe(request, now);
        }
        return true;
    }

    /**
     * Asks on the same connection; returns on another one when that did not help three times.
     * @param {any} request
     * @param {number} now milliseconds
     */
    askForKeyframe(request, now) {
        if (!this.keyframeWait.begin(request, now)) {
            this.returnForKeyframe();
        } else if (!this.isLeaving) {
            // Behind `leave` it would come from nobody.
            this.wire.sendText(request);
        }
    }

    /** The server did not obey: no keyframe comes. */
    refusedKeyframe() {
        if (this.keyframeWait.request !== null && !this.isLeaving) {
            this.returnForKeyframe();
        }
    }

    returnForKeyframe() {
        this.wire.drop();
        this.dropped("waiting", "");
        this.comeBack("return", 0);
    }

    /** @param {import("./umpire.js").ConnectionState} state @param {string} detail */
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

/** @param {Uint8Array} bytes of a frame that may be broken */
function hasHead(bytes) {
    if (bytes.length < 10 || bytes[0] !== 2) {
        return false;
    }
    const flags = bytes[9];
    return (flags & 8) === 0 && bytes.length >= 10 + ((flags >> 1) & 1) + 4 * (flags & 1);
}

/**
 * What the server is told of a frame that could not be taken.
 * @param {any} error
 * @param {Uint8Array} bytes
 * @param {number} tick of its header, when it has one
 */
function requestAfter(error, bytes, tick) {
    /** @type {any} */
    const request = { type: "resync", tick: hasHead(bytes) ? tick : 0, reason: "decode" };
    if (error instanceof MismatchError) {
        request.reason = error.reason;
        request.viewHash = error.viewHash;
    }
    return request;
}

/** @param {string} text @param {any} error */
function report(text, error) {
    console.warn(`umpire: ${text}:`, error);
}

/** @param {string} url */
function absolute(url) {
    const page = globalThis.location?.href;
    const whole = new URL(url, page);
    whole.protocol = whole.protocol.replace(/^http/, "ws");
    return whole.href;
}

/** @param {number} code @param {string} reason */
function closeReason(code, reason) {
    const known = /** @type {Object<number, string>} */ ({
        1001: "The server is going away.",
        1012: "The server restarts.",
        1013: "The server is full.",
        4409: "This seat is played in another tab now.",
        4426: "This page is older or newer than the server; reload it.",
        4429: "Too many messages.",
        4500: "The match was ended; the server could not keep up with it.",
    });
    return known[code] ?? (reason === "" ? "The connection was lost." : reason);
}
